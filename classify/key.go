package classify

import (
	"strconv"
	"strings"
)

// RepeatKey returns the key under which a case counts for the repeat rule: equal keys,
// equal customer and matter. It is false when there is no rule or when one of its parts
// is not known. The key holds personal values as they are: hash it before storing it.
func (c *Classifier) RepeatKey(f Facts, d Decision) (key string, ok bool) {
	if c.rs.Repeat == nil {
		return "", false
	}
	return c.key(c.rs.Repeat.By, f, d)
}

// BatchKey returns the key under which a case counts for the batch rule, and the
// customer to count. It is false when there is no rule or when a part is not known.
// Both hold personal values as they are.
func (c *Classifier) BatchKey(f Facts, d Decision) (key, customer string, ok bool) {
	if c.rs.Batch == nil {
		return "", "", false
	}
	key, ok = c.key(c.rs.Batch.By, f, d)
	if !ok {
		return "", "", false
	}
	customer, ok = part(c.rs.Batch.Customer, f, d)
	return key, customer, ok
}

// key joins the parts with their lengths, so that no two lists of parts look alike.
func (c *Classifier) key(by []string, f Facts, d Decision) (string, bool) {
	var b strings.Builder
	for _, name := range by {
		v, ok := part(name, f, d)
		if !ok {
			return "", false
		}
		b.WriteString(name)
		b.WriteByte('=')
		b.WriteString(strconv.Itoa(len(v)))
		b.WriteByte(':')
		b.WriteString(v)
		b.WriteByte(';')
	}
	return b.String(), true
}

// part is the value of a field or dimension as text.
func part(name string, f Facts, d Decision) (string, bool) {
	if reservedName(name) {
		v := d.Outcome(name)
		return v, v != ""
	}
	for _, it := range f.items {
		if it.name != name {
			continue
		}
		switch it.kind {
		case kindCode, kindString:
			return it.str, it.str != ""
		case kindNumber, kindMoney, kindBool:
			return strconv.FormatInt(it.num, 10), true
		}
	}
	return "", false
}
