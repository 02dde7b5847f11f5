package survey

import (
	"fmt"
	"maps"
	"math"
	"slices"
)

// Quadrant says what a place in the importance–performance matrix advises.
type Quadrant string

// The quadrants (Martilla & James 1977, J. Marketing 41:77).
const (
	Concentrate Quadrant = "concentrate" // important and weak: improve first (重点改进)
	KeepUp      Quadrant = "keep-up"     // important and strong: keep it so (继续保持)
	LowPriority Quadrant = "low"         // neither: later (次要改进)
	Overkill    Quadrant = "overkill"    // strong where it matters little (供给过度)
)

// Matrix is an importance–performance analysis (重要性—表现分析, as in annex D of
// GB/T 19039-2009): plain data.
type Matrix struct {
	// ImportanceCut and PerformanceCut are the lines between the quadrants. An
	// item on a line counts as above it.
	ImportanceCut  float64 `json:"importance_cut"`
	PerformanceCut float64 `json:"performance_cut"`
	// Items are in the order of the questionnaire.
	Items []MatrixItem `json:"items"`
}

// MatrixItem is one section or question in the matrix.
type MatrixItem struct {
	ID    string `json:"id"`
	Title Label  `json:"title"`
	// Importance is in the unit the caller gave, or a correlation.
	Importance float64 `json:"importance"`
	// Performance is the mean, in points of the scale.
	Performance float64  `json:"performance"`
	Quadrant    Quadrant `json:"quadrant"`
	// Small says that fewer than MinCell people answered.
	Small bool `json:"small"`
}

// Cut sets the lines of a [Matrix]. Nil lines are drawn at the means.
type Cut struct{ Importance, Performance *float64 }

// Matrix places items by how important they are and how well they do.
// Importance is what people said it is, by id of a section or question, in any
// one unit; nil takes the importance of the five-level questions derived from the
// questionnaire's anchor. Performance is the mean score. All items must share one scale; those nobody
// answered, or without derived importance, are left out. The cut may be nil.
// An [*InvalidError] names items that do not exist or have no mean, values that
// are not finite, and an empty matrix; a [*MismatchError] two scales.
func (r Result) Matrix(importance map[string]float64, cut *Cut) (Matrix, error) {
	if importance == nil {
		importance = r.derived()
	}
	bad := faults{what: "matrix"}
	var m Matrix
	var kind Kind
	for _, id := range slices.Sorted(maps.Keys(importance)) {
		f, rule := r.Total.figure(id, MeasureMean)
		switch {
		case id == "" || rule != "":
			bad.add(under("importance", id), "is not a section or question with a mean")
			continue
		case math.IsNaN(importance[id]) || math.IsInf(importance[id], 0):
			bad.add(under("importance", id), "must be finite")
			continue
		case kind != "" && f.kind != kind:
			return Matrix{}, &MismatchError{Field: "kind", Have: string(kind), Got: string(f.kind)}
		}
		kind = f.kind
	}
	if err := bad.err(); err != nil {
		return Matrix{}, err
	}
	r.each(func(id string, title Label, f Figures) {
		if at, given := importance[id]; given && f.Mean.n > 0 {
			m.Items = append(m.Items, MatrixItem{ID: id, Title: title, Importance: at, Performance: f.Mean.value, Small: f.Small})
		}
	})
	if len(m.Items) == 0 {
		bad.add("importance", "leaves no item that was answered")
		return Matrix{}, bad.err()
	}
	if err := m.divide(cut); err != nil {
		return Matrix{}, err
	}
	return m, nil
}

// derived gives the importances of the five-level questions that follow from
// the anchor.
func (r Result) derived() map[string]float64 {
	out := map[string]float64{}
	for _, s := range r.Total.Sections {
		for _, q := range s.Questions {
			if v, ok := q.Importance.Value(); ok && q.Kind == KindScale5 {
				out[q.ID] = v
			}
		}
	}
	return out
}

// each visits sections and their questions.
func (r Result) each(visit func(id string, title Label, f Figures)) {
	for _, s := range r.Total.Sections {
		visit(s.ID, s.Title, s.Figures)
		for _, q := range s.Questions {
			visit(q.ID, q.Text, q.Figures)
		}
	}
}

// divide draws the lines and puts each item in its quadrant.
func (m *Matrix) divide(cut *Cut) error {
	for i := range m.Items {
		m.ImportanceCut += m.Items[i].Importance / float64(len(m.Items))
		m.PerformanceCut += m.Items[i].Performance / float64(len(m.Items))
	}
	if cut != nil && cut.Importance != nil {
		m.ImportanceCut = *cut.Importance
	}
	if cut != nil && cut.Performance != nil {
		m.PerformanceCut = *cut.Performance
	}
	if s := m.ImportanceCut + m.PerformanceCut; math.IsNaN(s) || math.IsInf(s, 0) {
		bad := faults{what: "matrix"}
		bad.add("cut", fmt.Sprintf("must be finite, sums to %g", s))
		return bad.err()
	}
	for i := range m.Items {
		m.Items[i].Quadrant = m.quadrant(m.Items[i])
	}
	return nil
}

func (m *Matrix) quadrant(i MatrixItem) Quadrant {
	switch important, strong := i.Importance >= m.ImportanceCut, i.Performance >= m.PerformanceCut; {
	case important && strong:
		return KeepUp
	case important:
		return Concentrate
	case strong:
		return Overkill
	}
	return LowPriority
}
