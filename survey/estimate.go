package survey

import (
	"encoding/json"
	"math"
	"strconv"
)

// Estimate is a figure computed from answers, the number of answers behind it
// and, where one holds at small samples, its 95 % confidence interval. It is an
// immutable value. The zero Estimate is "no data": it has no value at all, so
// that a question nobody answered is never read as 0 %.
type Estimate struct {
	n                int64
	value, low, high float64
	ranged           bool
}

// Value gives the figure; ok is false when there is no data. The unit is the
// one of the field it comes from. It is never NaN or infinite.
func (e Estimate) Value() (value float64, ok bool) { return e.value, e.n > 0 }

// Interval gives the bounds that cover the true value in 95 of 100 surveys, in
// the unit of the value; ok is false when there is no data, and for figures
// that carry no interval.
func (e Estimate) Interval() (low, high float64, ok bool) {
	return e.low, e.high, e.n > 0 && e.ranged
}

// N is the number of answers the figure was computed from; 0 means no data.
func (e Estimate) N() int64 { return e.n }

// String gives "no data", or value, interval and count with four decimals.
func (e Estimate) String() string {
	if e.n <= 0 {
		return "no data"
	}
	s := decimal(e.value)
	if e.ranged {
		s += " [" + decimal(e.low) + ", " + decimal(e.high) + "]"
	}
	return s + " n=" + strconv.FormatInt(e.n, 10)
}

func decimal(v float64) string { return strconv.FormatFloat(v, 'f', 4, 64) }

// point is an estimate without interval; not a number becomes no data.
func point(value float64, n int64) Estimate {
	if n <= 0 || math.IsNaN(value) || math.IsInf(value, 0) {
		return Estimate{}
	}
	return Estimate{n: n, value: value}
}

// between is an estimate with an interval.
func between(low, value, high float64, n int64) Estimate {
	e := point(value, n)
	if e.n > 0 {
		e.low, e.high, e.ranged = low, high, true
	}
	return e
}

// clipped keeps the interval within the scale the value lies on.
func (e Estimate) clipped(low, high float64) Estimate {
	if e.ranged {
		e.low, e.high = math.Max(low, e.low), math.Min(high, e.high)
	}
	return e
}

// reach is the longer side of the interval: what it was before the end of the
// scale cut it off. ok is false without an interval.
func (e Estimate) reach() (side float64, ok bool) {
	return math.Max(e.value-e.low, e.high-e.value), e.n > 0 && e.ranged
}

// estimateJSON is the stored form: no data is {"n":0}.
type estimateJSON struct {
	N     int64    `json:"n"`
	Value *float64 `json:"value,omitempty"`
	Low   *float64 `json:"low,omitempty"`
	High  *float64 `json:"high,omitempty"`
}

// MarshalJSON writes {"n":0} for no data, and leaves low and high out of an
// estimate without interval.
func (e Estimate) MarshalJSON() ([]byte, error) {
	out := estimateJSON{N: e.n}
	if e.n > 0 {
		out.Value = &e.value
		if e.ranged {
			out.Low, out.High = &e.low, &e.high
		}
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what MarshalJSON wrote, and refuses a count without
// value, a value without count, half an interval and a value outside it with an
// [*InvalidError].
func (e *Estimate) UnmarshalJSON(data []byte) error {
	var in estimateJSON
	if err := strictDecode("estimate", data, &in); err != nil {
		return err
	}
	f := faults{what: "estimate"}
	if in.N < 0 || (in.N > 0) != (in.Value != nil) {
		f.add("value", "must be there exactly when n is above 0")
	}
	if (in.Low == nil) != (in.High == nil) || (in.Low != nil && in.Value == nil) {
		f.add("low", "must come with high and value")
	}
	if len(f.list) == 0 && in.Low != nil && !(*in.Low <= *in.Value && *in.Value <= *in.High) {
		f.add("value", "must lie within low and high")
	}
	if err := f.err(); err != nil {
		return err
	}
	*e = Estimate{}
	if in.Value != nil {
		*e = point(*in.Value, in.N)
	}
	if in.Low != nil {
		e.low, e.high, e.ranged = *in.Low, *in.High, true
	}
	return nil
}
