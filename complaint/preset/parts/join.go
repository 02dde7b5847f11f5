package parts

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/redress-go/redress/classify"
)

// ErrConflict is wrapped by every [*ConflictError].
var ErrConflict = errors.New("parts: they do not go together")

// Part is a piece of a rule set: the facts it reads and what it decides from them.
type Part struct {
	Fields         []classify.Field
	Kinds          []classify.Code
	InvalidReasons []classify.Code
	Natures        []classify.Code
	Scopes         []classify.Code
	Flags          []classify.Code
	Units          []classify.Code
	Axes           []classify.Axis
	Keywords       []classify.Keyword
	Tables         []classify.Table
	Routes         *classify.Routes
}

// Conflict is one reason why parts cannot be joined.
type Conflict struct {
	Path string // such as fields.text or tables.severity
	Rule string // what is broken, for people
}

// ConflictError lists everything that keeps parts from being joined. It unwraps to
// [ErrConflict].
type ConflictError struct{ Conflicts []Conflict }

// Error lists the conflicts, separated by semicolons.
func (e *ConflictError) Error() string {
	list := make([]string, len(e.Conflicts))
	for i, c := range e.Conflicts {
		list[i] = c.Path + ": " + c.Rule
	}
	return "parts: " + strings.Join(list, "; ")
}

// Unwrap returns [ErrConflict].
func (e *ConflictError) Unwrap() error { return ErrConflict }

// Join makes a rule set of parts. A field that several parts read must have one type; its
// codes are put together. Codes of lists are put together too, the first label of each
// counting. Two parts that set one dimension, or bring routes both, are a [*ConflictError]
// that names every such place. What only shows in the whole is left to classify.Compile.
func Join(id, version string, label classify.Label, list ...Part) (classify.RuleSet, error) {
	j := joiner{rs: classify.RuleSet{ID: id, Version: version, Label: label}, sets: map[string]string{}}
	for _, p := range list {
		j.fields(p.Fields)
		j.lists(p)
		j.axes(p.Axes)
		j.keywords(p.Keywords)
		j.tables(p.Tables)
		if p.Routes != nil && j.rs.Routes != nil {
			j.refuse("routes", "two parts route cases")
		}
		if p.Routes != nil {
			j.rs.Routes = p.Routes
		}
	}
	if len(j.conflicts) > 0 {
		return classify.RuleSet{}, &ConflictError{j.conflicts}
	}
	return j.rs, nil
}

type joiner struct {
	rs        classify.RuleSet
	sets      map[string]string // dimension → table
	conflicts []Conflict
}

func (j *joiner) refuse(path, format string, args ...any) {
	j.conflicts = append(j.conflicts, Conflict{path, fmt.Sprintf(format, args...)})
}

func (j *joiner) fields(list []classify.Field) {
	for _, f := range list {
		at := slices.IndexFunc(j.rs.Fields, func(g classify.Field) bool { return g.Name == f.Name })
		if at < 0 {
			f.Codes = slices.Clone(f.Codes)
			j.rs.Fields = append(j.rs.Fields, f)
			continue
		}
		g := &j.rs.Fields[at]
		if was, is := kind(*g), kind(f); was != is {
			j.refuse("fields."+f.Name, "%s and %s", was, is)
			continue
		}
		g.Codes = join(g.Codes, f.Codes)
		g.Open, g.Personal = g.Open || f.Open, g.Personal || f.Personal
	}
}

// kind is the type of a field, with the currency of an amount.
func kind(f classify.Field) string {
	if f.Type != classify.TypeMoney {
		return string(f.Type)
	}
	return "money in " + cmp.Or(f.Currency, "CNY")
}

func (j *joiner) lists(p Part) {
	rs := &j.rs
	rs.Kinds, rs.InvalidReasons = join(rs.Kinds, p.Kinds), join(rs.InvalidReasons, p.InvalidReasons)
	rs.Natures, rs.Scopes = join(rs.Natures, p.Natures), join(rs.Scopes, p.Scopes)
	rs.Flags, rs.Units = join(rs.Flags, p.Flags), join(rs.Units, p.Units)
}

// join appends the codes that are not there yet.
func join(codes, more []classify.Code) []classify.Code {
	for _, c := range more {
		if !slices.ContainsFunc(codes, func(d classify.Code) bool { return d.Code == c.Code }) {
			codes = append(codes, c)
		}
	}
	return codes
}

func (j *joiner) axes(list []classify.Axis) {
	for _, a := range list {
		if slices.ContainsFunc(j.rs.Axes, func(b classify.Axis) bool { return b.ID == a.ID }) {
			j.refuse("axes."+a.ID, "two parts bring it")
			continue
		}
		j.rs.Axes = append(j.rs.Axes, a)
	}
}

func (j *joiner) keywords(list []classify.Keyword) {
	for _, k := range list {
		same := func(l classify.Keyword) bool { return l.ID == k.ID }
		if slices.ContainsFunc(j.rs.Lexicon.Keywords, same) {
			j.refuse("lexicon.keywords."+k.ID, "two parts bring it")
			continue
		}
		j.rs.Lexicon.Keywords = append(j.rs.Lexicon.Keywords, k)
	}
}

func (j *joiner) tables(list []classify.Table) {
	for _, t := range list {
		if other, twice := j.sets[t.Sets]; twice && t.Sets != classify.DimFlags {
			j.refuse("tables."+t.ID, "table %q sets %s already", other, t.Sets)
			continue
		}
		j.sets[t.Sets] = t.ID
		j.rs.Tables = append(j.rs.Tables, t)
	}
}
