package playbook

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// tree is the JSON form of a playbook or a part of it, as encoding/json reads it: maps, lists, json.Number, strings. Lists
// of objects that carry a name are told apart by it, so that the path of a role is roles[clerk], wherever it stands.
type tree = any

// treeOf reads JSON into a tree.
func treeOf(data []byte) (tree, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	var t tree
	if err := dec.Decode(&t); err != nil {
		return nil, fmt.Errorf("playbook: %w", err)
	}
	return t, nil
}

// tree is the playbook's own.
func (p *Playbook) tree() (map[string]tree, error) {
	data, err := p.Encode()
	if err != nil {
		return nil, err
	}
	t, err := treeOf(data)
	if err != nil {
		return nil, err
	}
	m, _ := t.(map[string]tree)
	return m, nil
}

// keyOf is the name an object bears in its list, "" when it bears none: reasons are told apart by command and code,
// templates by their notice and recipients, everything else by its code, id, name, severity or rule.
func keyOf(element tree) string {
	m, ok := element.(map[string]tree)
	if !ok {
		return ""
	}
	word := func(name string) string {
		s, _ := m[name].(string)
		return s
	}
	if notice := word("notice"); notice != "" {
		to, _ := m["to"].([]tree)
		for _, t := range to {
			notice += fmt.Sprintf(",%v", t)
		}
		return notice
	}
	if command := word("command"); command != "" && word("code") != "" {
		return command + "," + word("code")
	}
	for _, name := range []string{"code", "id", "name", "severity", "rule", "command"} {
		if s := word(name); s != "" {
			return s
		}
	}
	return ""
}

// keyed reports whether every element of a list has a name of its own.
func keyed(list []tree) bool {
	seen := map[string]bool{}
	for _, e := range list {
		k := keyOf(e)
		if k == "" || seen[k] {
			return false
		}
		seen[k] = true
	}
	return true
}

// find returns where the element with that name stands, -1 when it does not.
func find(list []tree, key string) int {
	return slices.IndexFunc(list, func(e tree) bool { return keyOf(e) == key })
}

// step is one part of a path: a member of an object, and then, or not, an element of the list it holds.
type step struct {
	member string
	key    string
	inList bool
}

// parsePath reads targets[resolve].terms. A name in brackets may hold dots.
func parsePath(path string) ([]step, bool) {
	var out []step
	for rest := path; rest != ""; {
		end := strings.IndexAny(rest, ".[")
		if end < 0 {
			end = len(rest)
		}
		s := step{member: rest[:end]}
		rest = rest[end:]
		if strings.HasPrefix(rest, "[") {
			key, after, ok := strings.Cut(rest[1:], "]")
			if !ok || key == "" {
				return nil, false
			}
			s.key, s.inList, rest = key, true, after
		}
		if s.member == "" {
			return nil, false
		}
		out = append(out, s)
		if rest == "" {
			break
		}
		if rest[0] != '.' || len(rest) == 1 {
			return nil, false
		}
		rest = rest[1:]
	}
	return out, len(out) > 0
}

// written is a tree on one line, with the members of objects in alphabetical order.
func written(t tree) string {
	if s, ok := t.(string); ok {
		return s
	}
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(t); err != nil {
		return ""
	}
	return strings.TrimSpace(buf.String())
}
