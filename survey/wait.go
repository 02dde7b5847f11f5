package survey

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// Wait is a stretch of elapsed time in a plan. In text and JSON it is a whole
// number with a unit: "90d" is 90 times 24 hours, "36h" hours, "15m" minutes.
// Working time is for the host's calendar to count.
type Wait time.Duration

// Days is a wait of n times 24 hours.
func Days(n int) Wait { return Wait(time.Duration(n) * day) }

const day = 24 * time.Hour

// units of a wait, the longest first.
var waitUnits = []struct {
	suffix string
	length time.Duration
}{{"d", day}, {"h", time.Hour}, {"m", time.Minute}}

// String gives the wait in its longest whole unit, or as Go prints a duration
// when minutes do not do.
func (w Wait) String() string {
	for _, u := range waitUnits {
		if time.Duration(w)%u.length == 0 {
			return strconv.FormatInt(int64(time.Duration(w)/u.length), 10) + u.suffix
		}
	}
	return time.Duration(w).String()
}

// MarshalText writes what UnmarshalText reads. Parts of minutes are refused
// with an [*InvalidError].
func (w Wait) MarshalText() ([]byte, error) {
	if time.Duration(w)%time.Minute != 0 {
		return nil, badWait(w.String())
	}
	return []byte(w.String()), nil
}

// UnmarshalText reads a whole number with one of the units d, h and m. Anything
// else is an [*InvalidError]: a number alone, a sign, or two units.
func (w *Wait) UnmarshalText(text []byte) error {
	for _, u := range waitUnits {
		digits, found := strings.CutSuffix(string(text), u.suffix)
		if !found {
			continue
		}
		n, err := strconv.ParseUint(digits, 10, 63)
		if err != nil || n > uint64(math.MaxInt64/int64(u.length)) {
			break
		}
		*w = Wait(time.Duration(n) * u.length)
		return nil
	}
	return badWait(string(text))
}

func badWait(text string) error {
	bad := faults{what: "wait"}
	bad.add("", fmt.Sprintf(`must be a whole number of days, hours or minutes such as "90d", "36h" or "15m", not %q`, text))
	return bad.err()
}

// after adds a wait to an instant.
func (w Wait) after(t time.Time) time.Time { return t.Add(time.Duration(w)) }
