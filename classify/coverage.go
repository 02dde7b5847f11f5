package classify

import (
	"iter"
	"slices"
)

// Coverage counts which rules decided past cases (规则命中统计): a rule that never fires is
// one nobody needs, or one that is wrong. Outcomes set by hand count for no rule. It is not
// safe for concurrent use.
type Coverage struct {
	RuleSet Ref             `json:"rule_set"`
	Cases   int             `json:"cases"`
	Tables  []TableCoverage `json:"tables"` // as the rule set has them, the routes last
}

// TableCoverage is how often each row of one table decided.
type TableCoverage struct {
	Table   string        `json:"table"` // "routes" for the routes
	Rows    []RowCoverage `json:"rows"`  // in the order written
	Default int           `json:"default"`
}

// RowCoverage is how often one row decided, and how often words alone brought it up without
// setting its outcome.
type RowCoverage struct {
	Row       string `json:"row"`
	Decided   int    `json:"decided"`
	Suggested int    `json:"suggested,omitempty"`
}

// Cover decides every case, an id and its facts, and counts. Facts that the rule set does
// not declare are left out. A case it refuses is an error that names the case.
func (c *Classifier) Cover(cases iter.Seq2[string, Facts]) (Coverage, error) {
	out := c.Coverage()
	for id, facts := range cases {
		d, err := c.decideCase(id, facts)
		if err != nil {
			return Coverage{}, err
		}
		if err := out.Add(d); err != nil {
			return Coverage{}, err
		}
	}
	return out, nil
}

// Coverage returns a count without cases, to which decisions of this rule set are added.
func (c *Classifier) Coverage() Coverage {
	out := Coverage{RuleSet: c.ref, Tables: []TableCoverage{}}
	for _, t := range c.rs.Tables {
		tc := TableCoverage{Table: t.ID, Rows: []RowCoverage{}}
		for _, r := range t.Rows {
			tc.Rows = append(tc.Rows, RowCoverage{Row: r.ID})
		}
		out.Tables = append(out.Tables, tc)
	}
	if r := c.rs.Routes; r != nil {
		tc := TableCoverage{Table: "routes", Rows: []RowCoverage{}}
		for _, row := range r.Rows {
			tc.Rows = append(tc.Rows, RowCoverage{Row: row.ID})
		}
		out.Tables = append(out.Tables, tc)
	}
	return out
}

// Add counts one decision; it need not have its sealed part. A decision of another rule set
// is refused with [ErrOtherRuleSet].
func (c *Coverage) Add(d Decision) error {
	if d.RuleSet != c.RuleSet {
		return ErrOtherRuleSet
	}
	c.Cases++
	for _, why := range d.Because {
		c.count(why)
	}
	for _, s := range d.Confirm {
		if row := c.row(s.Table, s.Row); row != nil {
			row.Suggested++
		}
	}
	return nil
}

func (c *Coverage) count(why Reason) {
	if t := c.table(why.Table); t != nil && why.Default {
		t.Default++
		return
	}
	if row := c.row(why.Table, why.Row); row != nil {
		row.Decided++
	}
}

func (c *Coverage) table(id string) *TableCoverage {
	i := slices.IndexFunc(c.Tables, func(t TableCoverage) bool { return t.Table == id })
	if i < 0 {
		return nil
	}
	return &c.Tables[i]
}

func (c *Coverage) row(table, id string) *RowCoverage {
	t := c.table(table)
	if t == nil {
		return nil
	}
	i := slices.IndexFunc(t.Rows, func(r RowCoverage) bool { return r.Row == id })
	if i < 0 {
		return nil
	}
	return &t.Rows[i]
}

// Never lists the rows that decided no case, as table.row, in the order of the rule set.
func (c Coverage) Never() []string {
	var out []string
	for _, t := range c.Tables {
		for _, r := range t.Rows {
			if r.Decided == 0 {
				out = append(out, t.Table+"."+r.Row)
			}
		}
	}
	return out
}
