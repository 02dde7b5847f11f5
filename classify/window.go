package classify

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Window is a span of elapsed time (时间窗). In text and JSON it has a unit: "30d" are
// thirty times 24 hours, "12h" hours, "90m" minutes.
type Window time.Duration

var windowUnits = [...]struct {
	suffix string
	unit   time.Duration
}{{"d", 24 * time.Hour}, {"h", time.Hour}, {"m", time.Minute}}

// ParseWindow reads a window; a bare number, zero and negative values are refused
// with an [*InvalidError], and so is more than ten years.
func ParseWindow(s string) (Window, error) {
	for _, u := range windowUnits {
		digits, ok := strings.CutSuffix(s, u.suffix)
		if !ok {
			continue
		}
		n, err := strconv.ParseUint(digits, 10, 32)
		if err == nil && n > 0 && time.Duration(n) <= 3660*24*time.Hour/u.unit {
			return Window(time.Duration(n) * u.unit), nil
		}
	}
	return 0, invalid("window", Fault{
		Rule: RuleFormat, Message: fmt.Sprintf("%q is not a window like 30d, 12h or 90m, at most ten years", clip(s)),
	})
}

// String writes the window in its largest whole unit.
func (w Window) String() string {
	d := time.Duration(w)
	for _, u := range windowUnits {
		if d > 0 && d%u.unit == 0 {
			return strconv.FormatInt(int64(d/u.unit), 10) + u.suffix
		}
	}
	return d.String()
}

// MarshalText writes the form ParseWindow reads; other values are refused.
func (w Window) MarshalText() ([]byte, error) {
	s := w.String()
	if _, err := ParseWindow(s); err != nil {
		return nil, err
	}
	return []byte(s), nil
}

// UnmarshalText reads what [ParseWindow] reads.
func (w *Window) UnmarshalText(text []byte) error {
	v, err := ParseWindow(string(text))
	if err != nil {
		return err
	}
	*w = v
	return nil
}
