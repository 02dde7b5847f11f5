package classify

import (
	"encoding/json"
	"fmt"

	"github.com/redress-go/redress/classify/internal/strictjson"
)

// condWire is the JSON form of a condition; exactly one operator is set.
type condWire struct {
	Field   string      `json:"field,omitempty"`
	Eq      *literal    `json:"eq,omitempty"`
	In      []literal   `json:"in,omitempty"`
	Lt      *literal    `json:"lt,omitempty"`
	Le      *literal    `json:"le,omitempty"`
	Gt      *literal    `json:"gt,omitempty"`
	Ge      *literal    `json:"ge,omitempty"`
	Between []literal   `json:"between,omitempty"`
	Has     *bool       `json:"has,omitempty"`
	Tag     string      `json:"tag,omitempty"`
	Under   string      `json:"under,omitempty"`
	Hit     string      `json:"hit,omitempty"`
	Func    string      `json:"func,omitempty"`
	All     *[]condWire `json:"all,omitempty"`
	Any     *[]condWire `json:"any,omitempty"`
	Not     *condWire   `json:"not,omitempty"`
}

// MarshalJSON writes the literal as a JSON string, number or boolean.
func (l literal) MarshalJSON() ([]byte, error) {
	switch l.kind {
	case kindNumber:
		return json.Marshal(l.num)
	case kindBool:
		return json.Marshal(l.num != 0)
	}
	return json.Marshal(l.str)
}

// UnmarshalJSON reads a JSON string, whole number or boolean.
func (l *literal) UnmarshalJSON(data []byte) error {
	var v any
	if err := strictjson.Numbers(data, &v); err != nil {
		return err
	}
	switch x := v.(type) {
	case string:
		*l = codeLit(x)
		return nil
	case bool:
		*l = literal{kind: kindBool}
		if x {
			l.num = 1
		}
		return nil
	case json.Number:
		n, err := x.Int64()
		if err != nil || n > maxNumber || n < -maxNumber {
			return fmt.Errorf("%s is not a whole number within ±(2⁵³−1)", clip(x.String()))
		}
		*l = numLit(n)
		return nil
	}
	return fmt.Errorf("a constant is a string, a whole number, true or false")
}

// MarshalJSON writes the condition in the form described at [Cond].
func (c Cond) MarshalJSON() ([]byte, error) { return json.Marshal(c.wire()) }

func (c Cond) wire() condWire {
	w := condWire{Field: c.field}
	if n := c.numericWire(&w); n {
		return w
	}
	switch c.op {
	case opIn:
		w.In = c.lits
	case opBetween:
		w.Between = c.lits
	case opHas:
		yes := true
		w.Has = &yes
	case opTag:
		w.Tag = c.name
	case opUnder:
		w.Under = c.name
	case opHit:
		w.Hit = c.name
	case opFunc:
		w.Func = c.name
	case opAll:
		w.All = c.kidWires()
	case opAny:
		w.Any = c.kidWires()
	case opNot:
		k := c.kids[0].wire()
		w.Not = &k
	}
	return w
}

// numericWire fills the operators that take one constant.
func (c Cond) numericWire(w *condWire) bool {
	slots := map[condOp]**literal{opEq: &w.Eq, opLt: &w.Lt, opLe: &w.Le, opGt: &w.Gt, opGe: &w.Ge}
	slot, ok := slots[c.op]
	if ok {
		lit := c.lits[0]
		*slot = &lit
	}
	return ok
}

func (c Cond) kidWires() *[]condWire {
	out := make([]condWire, len(c.kids))
	for i, k := range c.kids {
		out[i] = k.wire()
	}
	return &out
}

// UnmarshalJSON reads the form described at [Cond], strictly: an unknown member, a
// repeated one, two operators or a wrong type is an [*InvalidError] with its path.
func (c *Cond) UnmarshalJSON(data []byte) error {
	var w condWire
	if err := decodeStrict("condition", data, &w); err != nil {
		return err
	}
	*c = w.cond()
	return nil
}
