package playbook

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Overlay is what a company changes of a playbook without copying it: values replaced, elements added, elements removed.
// It is data with a JSON form, so that it can be kept, reviewed and laid over the next version of the playbook as well.
type Overlay struct {
	ID      string `json:"id"`             // "acme": a code
	Version string `json:"version"`        // "3"
	Over    string `json:"over,omitempty"` // id of the playbook it is made for; empty means any
	// Change has the shape of a playbook and names only what differs. Objects are merged member by member; lists whose
	// elements bear a name (code, id, name, severity; reasons by command and code, templates by notice and recipients)
	// element by element, an unknown name is added at the end; any other list or value replaces the old one.
	Change json.RawMessage `json:"change,omitempty"`
	// Remove are paths of what goes, before Change is laid on: "targets[auto-close]", "quiet".
	Remove []string `json:"remove,omitempty"`
}

// Overlay lays changes over a playbook, the later over the earlier, and returns the result; the playbook itself stays as
// it is. The result has the same ID, and says in its Version what was laid on: "1+acme-3". What Sources says of a value
// that was replaced is still there, unless the overlay replaces it as well. It fails with an *InvalidError for an overlay
// that names what is not there. It does not validate the result.
func (p *Playbook) Overlay(overlays ...Overlay) (*Playbook, error) {
	t, err := p.tree()
	if err != nil {
		return nil, err
	}
	v := &validator{p: p}
	version := p.Version
	for i := range overlays {
		o := &overlays[i]
		v.overlay(t, o)
		version += "+" + o.ID + "-" + o.Version
	}
	if len(v.faults) > 0 {
		return nil, &InvalidError{ID: p.ID, Faults: v.faults}
	}
	t["version"] = version
	data, err := json.Marshal(t)
	if err != nil {
		return nil, err
	}
	return Decode(data)
}

// overlay lays one overlay on a tree.
func (v *validator) overlay(t map[string]tree, o *Overlay) {
	at := "overlay " + o.ID
	if !IsCode(o.ID) {
		v.fault(at+".id", "a code of lower-case letters, digits and dashes")
	}
	if o.Version == "" || strings.ContainsAny(o.Version, " @/+\t\n") {
		v.fault(at+".version", "required, no spaces, @, / or +")
	}
	if o.Over != "" && o.Over != v.p.ID {
		v.fault(at+".over", "made for %q, laid over %q", o.Over, v.p.ID)
		return
	}
	if len(o.Change) > maxChange {
		v.fault(at+".change", "at most %d bytes", maxChange)
		return
	}
	if len(o.Remove) > maxRemove {
		v.fault(at+".remove", "at most %d paths", maxRemove)
		return
	}
	for _, path := range o.Remove {
		if steps, ok := parsePath(path); !ok || !remove(t, steps) {
			v.fault(at+".remove", "there is no %s", path)
		}
	}
	if len(o.Change) == 0 {
		return
	}
	change, err := treeOf(o.Change)
	over, ok := change.(map[string]tree)
	switch {
	case err != nil:
		v.fault(at+".change", "%v", err)
	case !ok:
		v.fault(at+".change", "an object with the members of a playbook")
	default:
		for _, own := range []string{"id", "version"} {
			if over[own] != nil {
				v.fault(at+".change."+own, "set by the playbook and the overlay themselves")
			}
		}
		maps.Copy(t, merged(t, over).(map[string]tree)) //nolint:forcetypeassert // two objects merge to one
		if path := ambiguous(t); path != "" {
			v.fault(at+".change"+path, "stands there already, in other letters")
		}
	}
}

// An overlay is what people write and review: 1 MB of changes, and as many removals as a playbook has parts.
const (
	maxChange = 1 << 20
	maxRemove = 256
)

// ambiguous is the path of a member whose name differs from another one's only in its case, "" when there is none. Of two
// such members a playbook would take one and let the other go, without a word.
func ambiguous(t tree) string {
	switch x := t.(type) {
	case map[string]tree:
		seen := make(map[string]bool, len(x))
		for _, name := range slices.Sorted(maps.Keys(x)) {
			folded := strings.ToLower(name)
			if seen[folded] {
				return "." + name
			}
			seen[folded] = true
			if path := ambiguous(x[name]); path != "" {
				return "." + name + path
			}
		}
	case []tree:
		for i := range x {
			if path := ambiguous(x[i]); path != "" {
				return fmt.Sprintf("[%d]%s", i, path)
			}
		}
	}
	return ""
}

// merged is base with over laid on it; neither is written to.
func merged(base, over tree) tree {
	switch o := over.(type) {
	case map[string]tree:
		b, ok := base.(map[string]tree)
		if !ok {
			return over
		}
		out := maps.Clone(b)
		for name, value := range o {
			out[name] = merged(b[name], value)
		}
		return out
	case []tree:
		b, ok := base.([]tree)
		if !ok || len(o) == 0 || !keyed(b) || !keyed(o) {
			return over
		}
		out := append([]tree{}, b...)
		at := make(map[string]int, len(b)+len(o))
		for i, e := range b {
			at[keyOf(e)] = i
		}
		for _, e := range o {
			if i, there := at[keyOf(e)]; there {
				out[i] = merged(out[i], e)
			} else {
				out = append(out, e)
			}
		}
		return out
	}
	return over
}

// remove takes out what a path names, and reports whether it was there.
func remove(t map[string]tree, path []step) bool {
	for i, s := range path {
		last := i == len(path)-1
		value, ok := t[s.member]
		switch {
		case !ok:
			return false
		case !s.inList && last:
			delete(t, s.member)
			return true
		case s.inList:
			list, _ := value.([]tree)
			k := find(list, s.key)
			if k < 0 {
				return false
			}
			if last {
				t[s.member] = append(append([]tree{}, list[:k]...), list[k+1:]...)
				return true
			}
			value = list[k]
		}
		if t, ok = value.(map[string]tree); !ok {
			return false
		}
	}
	return false
}
