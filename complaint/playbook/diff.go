package playbook

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Change is one difference between two playbooks.
type Change struct {
	Path string // "targets[resolve].terms", "roles[clerk]"
	Old  string // JSON on one line, text without quotes; empty when it was not there
	New  string // likewise; empty when it is gone
}

// Diff lists what differs between two playbooks, in the order of their paths. Elements that bear a name are compared by
// it, wherever they stand; a list without names is compared as a whole.
func Diff(from, to *Playbook) ([]Change, error) {
	a, err := from.tree()
	if err != nil {
		return nil, err
	}
	b, err := to.tree()
	if err != nil {
		return nil, err
	}
	var out []Change
	compare(&out, "", a, b)
	return out, nil
}

func compare(out *[]Change, path string, a, b tree) {
	switch x := a.(type) {
	case map[string]tree:
		if y, ok := b.(map[string]tree); ok {
			compareMembers(out, path, x, y)
			return
		}
	case []tree:
		if y, ok := b.([]tree); ok && keyed(x) && keyed(y) && len(x)+len(y) > 0 {
			compareElements(out, path, x, y)
			return
		}
	}
	c := Change{Path: path}
	if a != nil {
		c.Old = written(a)
	}
	if b != nil {
		c.New = written(b)
	}
	if c.Old != c.New {
		*out = append(*out, c)
	}
}

func compareMembers(out *[]Change, path string, a, b map[string]tree) {
	names := slices.AppendSeq(slices.Collect(maps.Keys(a)), maps.Keys(b))
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		at := name
		if path != "" {
			at = path + "." + name
		}
		compare(out, at, a[name], b[name])
	}
}

func compareElements(out *[]Change, path string, a, b []tree) {
	names := make([]string, 0, len(a)+len(b))
	byName := func(list []tree) map[string]tree {
		m := make(map[string]tree, len(list))
		for _, e := range list {
			m[keyOf(e)] = e
			names = append(names, keyOf(e))
		}
		return m
	}
	x, y := byName(a), byName(b)
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		compare(out, path+"["+name+"]", x[name], y[name])
	}
}

// Report writes what differs between two playbooks as Markdown a compliance officer can read and sign: one table of the
// changes, then what the law binds in the second, and every rule of it that the law forbids. Language is "zh" or "en".
func Report(from, to *Playbook, lang string) (string, error) {
	changes, err := Diff(from, to)
	if err != nil {
		return "", err
	}
	say := func(zh, en string) string { return Text{zh, en}.In(lang) }
	var b strings.Builder
	fmt.Fprintf(&b, "# %s: %s@%s → %s@%s\n\n", say("规则差异", "What differs"), from.ID, from.Version, to.ID, to.Version)
	if len(changes) == 0 {
		b.WriteString(say("两者相同。\n", "Nothing does.\n"))
	} else {
		fmt.Fprintf(&b, "| %s | %s | %s |\n|---|---|---|\n", say("位置", "where"), say("原为", "was"), say("现为", "is"))
	}
	for _, c := range changes {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", cell(c.Path), cell(excerpt(c.Old, c.New)), cell(excerpt(c.New, c.Old)))
	}
	fmt.Fprintf(&b, "\n## %s\n\n", say("法定时限", "What the law binds"))
	for _, l := range to.Laws {
		for _, limit := range l.Limits {
			fmt.Fprintf(&b, "- %s %s: %s — %s\n", cell(l.Title.In(lang)), cell(limit.Article), cell(limit.Label.In(lang)), limit.Term.Span)
		}
	}
	if len(to.Laws) == 0 {
		b.WriteString(say("未加载法规。\n", "No law is laid over it.\n"))
	}
	if broken := to.Unlawful(); len(broken) > 0 {
		fmt.Fprintf(&b, "\n## %s\n\n", say("法律不允许的规定", "What the law forbids"))
		for _, f := range broken {
			fmt.Fprintf(&b, "- %s: %s\n", cell(f.Path), cell(f.Rule))
		}
	}
	return b.String(), nil
}

// shown is how many characters of a value stand in a report.
const shown = 120

// excerpt shortens a long value. What is left shows where it differs from the other one: nobody signs a change unseen.
func excerpt(s, other string) string {
	runes, others := []rune(s), []rune(other)
	if len(runes) <= shown {
		return s
	}
	same := 0
	for same < min(len(runes), len(others)) && runes[same] == others[same] {
		same++
	}
	if same < shown-3 {
		return string(runes[:shown-3]) + "…"
	}
	from := max(0, min(same-20, len(runes)-shown))
	if to := from + shown; to < len(runes) {
		return "…" + string(runes[from:to]) + "…"
	}
	return "…" + string(runes[from:])
}

// cell makes a text safe in a Markdown table: one line, and nothing that ends a cell or hides what comes after it.
func cell(s string) string {
	return strings.NewReplacer("\\", "\\\\", "|", "\\|", "<", "\\<", "`", "\\`", "\n", " ", "\r", " ").Replace(s)
}
