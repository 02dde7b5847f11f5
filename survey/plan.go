package survey

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Plan says how many of those who could be asked are asked (抽样计划), by simple
// random sampling without replacement.
type Plan struct {
	// Size is how many to draw. 0 asks everybody who may be asked, as after
	// each closed case.
	Size int
	// Seed makes the draw repeatable and provably not picked by hand: the same
	// seed draws the same people. Publish it beforehand, for example "2026-Q3".
	// Required when Size is above 0.
	Seed string
	// CoolDown is the elapsed time for which a person asked once is left in
	// peace (免打扰期). Asked exactly that long ago may be asked again. 0 has no
	// cool-down.
	CoolDown time.Duration
}

// Person is somebody who could be asked.
type Person struct {
	// ID is the host's key for the person, not blank. It should be a pseudonym:
	// a draw is kept and looked at.
	ID string
	// LastAsked is when the person was last asked, in any zone; zero means
	// never. A time after the draw counts as asked just now.
	LastAsked time.Time
}

// Draw is the outcome of a plan.
type Draw struct {
	// Chosen are the ids drawn, each once, in the random order of the draw.
	Chosen []string
	// NotDrawn is how many could have been asked but were not drawn.
	NotDrawn int
	// CoolingDown is how many were left out because of the cool-down.
	CoolingDown int
}

// Draw chooses from the people those to ask at the given instant. The choice
// depends on the seed and the ids alone: not on the order of the list, nor on
// the release of Go. Each person's rank is the SHA-256 of the seed's
// length (eight bytes, big-endian), the seed and the id, and the lowest ranks
// are drawn, so a larger size under the same seed keeps those
// already drawn, and one person more or less changes at most one place. A
// person listed twice counts once, with the later LastAsked. Faults of the plan
// and of every person come in one [*InvalidError].
func (p Plan) Draw(people []Person, at time.Time) (Draw, error) {
	if err := p.check(people, at); err != nil {
		return Draw{}, err
	}
	lastAsked := make(map[string]time.Time, len(people))
	for _, person := range people {
		if last, seen := lastAsked[person.ID]; !seen || person.LastAsked.After(last) {
			lastAsked[person.ID] = person.LastAsked
		}
	}
	var draw Draw
	var eligible []ranked
	for id, last := range lastAsked {
		if !last.IsZero() && p.CoolDown > 0 && at.Sub(last) < p.CoolDown {
			draw.CoolingDown++
			continue
		}
		eligible = append(eligible, ranked{rank(p.Seed, id), id})
	}
	slices.SortFunc(eligible, ranked.compare)
	size := len(eligible)
	if p.Size > 0 {
		size = min(size, p.Size)
	}
	for _, r := range eligible[:size] {
		draw.Chosen = append(draw.Chosen, r.id)
	}
	draw.NotDrawn = len(eligible) - size
	return draw, nil
}

// check gathers the faults of plan, people and instant.
func (p Plan) check(people []Person, now time.Time) error {
	bad := faults{what: "plan"}
	if p.Size < 0 {
		bad.add("size", fmt.Sprintf("must not be negative, is %d", p.Size))
	}
	if p.Size > 0 && strings.TrimSpace(p.Seed) == "" {
		bad.add("seed", "must not be blank, or the draw cannot be repeated")
	}
	if p.CoolDown < 0 {
		bad.add("cool_down", fmt.Sprintf("must not be negative, is %s", p.CoolDown))
	}
	if now.IsZero() {
		bad.add("at", "must be set")
	}
	for i, person := range people {
		if strings.TrimSpace(person.ID) == "" {
			bad.add(under(at("people", i), "id"), "must not be blank")
		}
	}
	return bad.err()
}

// ranked is a person with a random rank.
type ranked struct {
	rank [sha256.Size]byte
	id   string
}

func (r ranked) compare(o ranked) int {
	return cmp.Or(bytes.Compare(r.rank[:], o.rank[:]), cmp.Compare(r.id, o.id))
}

// rank hashes seed and id; the length keeps the two apart.
func rank(seed, id string) [sha256.Size]byte {
	buf := binary.BigEndian.AppendUint64(nil, uint64(len(seed)))
	buf = append(buf, seed...)
	return sha256.Sum256(append(buf, id...))
}
