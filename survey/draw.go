package survey

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Person is somebody who could be asked.
type Person struct {
	// ID is the host's key for the person, not blank. It should be a pseudonym:
	// a draw is kept and looked at.
	ID string
	// LastAsked is when the person was last asked, in any zone; zero means
	// never. A time after the draw counts as asked just now.
	LastAsked time.Time
	// Groups place the person in strata, quotas and breakdowns.
	Groups map[string]string
}

// Draw is the outcome of drawing.
type Draw struct {
	// Chosen are the ids drawn, each once, in the random order of the draw.
	Chosen []string `json:"chosen"`
	// NotDrawn is how many could have been asked but were not drawn.
	NotDrawn int `json:"not_drawn"`
	// CoolingDown is how many were left out because of the cool-down.
	CoolingDown int `json:"cooling_down"`
	// Strata say how many of each stratum could have been asked and were
	// drawn, by name; none without strata.
	Strata []Stratum `json:"strata,omitempty"`
}

// Stratum is the part of a draw with one value of the dimension.
type Stratum struct {
	Value    string `json:"value"`
	Eligible int    `json:"eligible"`
	Drawn    int    `json:"drawn"`
}

// Draw chooses from the people those to ask at the given instant, leaving out
// who was asked less than the cool-down ago. The choice depends on the seed and
// the ids alone: not on the order of the list, nor on the release of Go. Each
// person's rank is the SHA-256 of the seed's length (eight bytes, big-endian),
// the seed and the id, and the lowest ranks are drawn, so a larger size under
// the same seed keeps those already drawn, and one person more or less changes
// at most one place of a simple draw. A person listed twice counts once, with
// the later LastAsked. Faults of the sample and of every person come in one
// [*InvalidError]; with strata each person needs a value of the dimension, and
// who is listed twice the same one, as for the dimensions of quotas.
func (s Sample) Draw(people []Person, coolDown Wait, at time.Time) (Draw, error) {
	if err := s.checkDraw(people, coolDown, at); err != nil {
		return Draw{}, err
	}
	latest := make(map[string]Person, len(people))
	for _, person := range people {
		if last, seen := latest[person.ID]; !seen || person.LastAsked.After(last.LastAsked) {
			latest[person.ID] = person
		}
	}
	var draw Draw
	var eligible []ranked
	for _, person := range latest {
		if coolingDown(person, coolDown, at) {
			draw.CoolingDown++
			continue
		}
		eligible = append(eligible, ranked{rank(s.Seed, person.ID), person})
	}
	slices.SortFunc(eligible, ranked.compare)
	s.choose(&draw, eligible)
	draw.NotDrawn = len(eligible) - len(draw.Chosen)
	return draw, nil
}

// coolingDown reports whether a person was asked too short a time ago.
func coolingDown(person Person, coolDown Wait, at time.Time) bool {
	return !person.LastAsked.IsZero() && coolDown > 0 && at.Sub(person.LastAsked) < time.Duration(coolDown)
}

// choose takes people by rank while strata and quotas have room.
func (s Sample) choose(draw *Draw, eligible []ranked) {
	size := len(eligible)
	if s.Size > 0 {
		size = min(size, s.Size)
	}
	strata := map[string]int{}
	for _, r := range eligible {
		strata[r.Groups[s.By]]++
	}
	room := map[string]int{"": size}
	if s.By != "" {
		room = s.allocate(size, strata)
	}
	quotas := map[group]int{}
	for _, q := range s.Quotas {
		quotas[group{q.Dimension, q.Value}] = q.AtMost
	}
	drawn := map[string]int{}
	for _, r := range eligible {
		stratum := ""
		if s.By != "" {
			stratum = r.Groups[s.By]
		}
		if drawn[stratum] == room[stratum] || !takeQuota(quotas, r.Groups) {
			continue
		}
		drawn[stratum]++
		draw.Chosen = append(draw.Chosen, r.ID)
	}
	if s.By == "" {
		return
	}
	for _, value := range slices.Sorted(maps.Keys(strata)) {
		draw.Strata = append(draw.Strata, Stratum{value, strata[value], drawn[value]})
	}
}

// takeQuota takes a place in every quota that concerns the groups, or none.
func takeQuota(quotas map[group]int, groups map[string]string) bool {
	for dimension, value := range groups {
		if left, bounded := quotas[group{dimension, value}]; bounded && left == 0 {
			return false
		}
	}
	for dimension, value := range groups {
		if key := (group{dimension, value}); quotas[key] > 0 {
			quotas[key]--
		}
	}
	return true
}

// checkDraw gathers the faults of sample, people and instant.
func (s Sample) checkDraw(people []Person, coolDown Wait, now time.Time) error {
	bad := faults{what: "sample"}
	s.check(&bad, "", false)
	if coolDown < 0 {
		bad.add("cool_down", fmt.Sprintf("must not be negative, is %s", coolDown))
	}
	if now.IsZero() {
		bad.add("at", "must be set")
	}
	first := make(map[string]Person, len(people))
	for i, person := range people {
		if strings.TrimSpace(person.ID) == "" {
			bad.add(under(at("people", i), "id"), "must not be blank")
		}
		if s.By != "" && !goodName(person.Groups[s.By]) {
			bad.add(under(at("people", i), "groups"), fmt.Sprintf("must have a value for %q", s.By))
		}
		if before, twice := first[person.ID]; !twice {
			first[person.ID] = person
		} else if dimension, differ := s.parts(before, person); differ {
			bad.add(under(at("people", i), "groups"), fmt.Sprintf("%q differs from where the person was listed before", dimension))
		}
	}
	return bad.err()
}

// parts finds a dimension that decides the draw and in which two listings of a
// person differ.
func (s Sample) parts(a, b Person) (dimension string, differ bool) {
	if s.By != "" && a.Groups[s.By] != b.Groups[s.By] {
		return s.By, true
	}
	for _, q := range s.Quotas {
		if a.Groups[q.Dimension] != b.Groups[q.Dimension] {
			return q.Dimension, true
		}
	}
	return "", false
}

// ranked is a person with a random rank.
type ranked struct {
	rank [sha256.Size]byte
	Person
}

func (r ranked) compare(o ranked) int {
	return cmp.Or(bytes.Compare(r.rank[:], o.rank[:]), cmp.Compare(r.ID, o.ID))
}

// rank hashes seed and id; the length keeps the two apart.
func rank(seed, id string) [sha256.Size]byte {
	buf := binary.BigEndian.AppendUint64(nil, uint64(len(seed)))
	buf = append(buf, seed...)
	return sha256.Sum256(append(buf, id...))
}
