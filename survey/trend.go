package survey

import "fmt"

// Trend is a figure over successive periods (趋势), with a test of whether it
// goes up or down at all. It is plain data and the same after a trip through
// JSON.
type Trend struct {
	// Item is a section or question, empty for the whole.
	Item    string  `json:"item,omitempty"`
	Title   Label   `json:"title"`
	Measure Measure `json:"measure"`
	Boxes   BoxSet  `json:"boxes"`
	// Points are the periods in order. Those without data keep their place.
	Points []Point `json:"points"`
	// Slope is the change per period, in the unit of the measure, by least
	// squares weighed by what each period's answers are worth. No data with
	// fewer than two periods that have data.
	Slope Estimate `json:"slope"`
	// Test asks whether the slope is beyond chance: for shares the
	// Cochran–Armitage test (Armitage 1955, Biometrics 11:375), otherwise the
	// slope over its standard error. Zero when a period's figure has no interval.
	Test Test `json:"test,omitzero"`
	// Last is the latest period with data against the one before it that has.
	Last Estimate `json:"last"`
}

// Point is a figure in one period.
type Point struct {
	Period string   `json:"period"`
	Value  Estimate `json:"value"`
	// Small marks a period with fewer than MinCell people.
	Small bool `json:"small"`
}

// Reading is the result of one period.
type Reading struct {
	Period string
	Result Result
}

// NewTrend follows a measure of an item through the results of successive
// periods, at least two, in the order given, taken as equally far apart. The
// questionnaire may change its version on the way as long as the item keeps its
// scale, and a section or the whole its questions, for an index with their
// weights; a [*MismatchError] refuses anything else, and another questionnaire or
// box set, an [*InvalidError] an item or measure there is not, and a blank or
// repeated period.
func NewTrend(item string, m Measure, readings ...Reading) (Trend, error) {
	s := series{faults: faults{what: "trend"}}
	for i, reading := range readings {
		if err := readings[0].Result.source(item, m).against(reading.Result.source(item, m)); err != nil {
			return Trend{}, err
		}
		if err := s.add(at("readings", i), reading.Period, reading.Result.Total, item, m); err != nil {
			return Trend{}, err
		}
	}
	if len(readings) == 0 {
		s.faults.add("readings", "must be at least two")
		return Trend{}, s.err()
	}
	return s.trend(readings[0].Result, item, m)
}

// Trend follows a measure of an item through the groups of a dimension in one
// result, in the order of their values, as [NewTrend] does: with [ByPeriod] and
// the ids of periods that is the order of time.
func (r Result) Trend(dimension, item string, m Measure) (Trend, error) {
	s := series{faults: faults{what: "trend"}}
	for _, g := range r.Groups {
		if g.Dimension != dimension {
			continue
		}
		if err := s.add(dimension+" "+g.Value, g.Value, g.Breakdown, item, m); err != nil {
			return Trend{}, err
		}
	}
	return s.trend(r, item, m)
}

// series gathers the points of a trend.
type series struct {
	faults
	points []Point
	kind   Kind
	seen   map[string]bool
}

func (s *series) add(path, period string, b Breakdown, item string, m Measure) error {
	f, rule := b.figure(item, m)
	switch {
	case rule != "":
		s.faults.add(path, rule)
		return nil
	case s.kind != "" && s.kind != f.kind:
		return &MismatchError{Field: "kind", Have: string(s.kind), Got: string(f.kind)}
	case !goodName(period) || s.seen[period]:
		s.faults.add(path, fmt.Sprintf("period %q must not be blank or repeated", period))
	}
	if s.seen == nil {
		s.seen = map[string]bool{}
	}
	s.seen[period], s.kind = true, f.kind
	s.points = append(s.points, Point{Period: period, Value: f.Estimate, Small: f.small})
	return nil
}

// trend draws the line through the points.
func (s *series) trend(r Result, item string, m Measure) (Trend, error) {
	if len(s.points) < 2 && len(s.list) == 0 {
		s.faults.add("readings", "must be at least two")
	}
	if err := s.err(); err != nil {
		return Trend{}, err
	}
	t := Trend{Item: item, Title: r.titleOf(item), Measure: m, Boxes: r.Boxes, Points: s.points}
	l := fit(s.points, m.share())
	t.Slope, t.Test, t.Last = l.slope(), l.test(), l.last()
	return t, nil
}

// titleOf names an item as the questionnaire does, the whole by the title of
// the questionnaire.
func (r Result) titleOf(item string) Label {
	for _, s := range r.Total.Sections {
		if s.ID == item {
			return s.Title
		}
		for _, q := range s.Questions {
			if q.ID == item {
				return q.Text
			}
		}
	}
	return r.Title
}
