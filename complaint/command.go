package complaint

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/redress-go/redress/complaint/internal/canon"
)

// Command is one thing that can happen to a case. The set is closed: every command is a struct of this package, with a
// JSON form {"do":"assign",…} (see MarshalCommand). Fields tagged `seal` hold personal data or free text and are kept
// in a sealed box beside the entry.
type Command interface {
	// Name is the command's word in the vocabulary: "assign".
	Name() string
	// decide computes effects on the draft, or refuses. It is pure: case, playbook, staff, actor and times in, effects out.
	decide(d *decision) error
}

// spec is what the engine knows of a command beside its decide.
type spec struct {
	name   string
	typ    reflect.Type
	events []string // the life-cycle events it may fire; empty when it does not move the state
	where  where    // for those: in which states it may be done
	sealed []int    // indices of the sealed fields
}

// where groups the states in which a command that does not move the state is allowed.
type where uint8

const (
	anywhere   where = iota // in every state, archived too
	alive                   // before archive, refusal, withdrawal and merge
	working                 // while somebody works on the case: before it is resolved
	inCase                  // working, but after dispatch
	afterward               // resolved, following up or closed
	settled                 // resolved or later, or refused; not archived, withdrawn or merged
	appealable              // while a review or a body outside may be asked: not archived, withdrawn or merged
	internal                // not a person's command
)

// vocabulary returns the registry of commands by name.
var vocabulary = sync.OnceValue(func() map[string]*spec {
	m := map[string]*spec{}
	for _, s := range commandSpecs() {
		for i := range s.typ.NumField() {
			if _, ok := s.typ.Field(i).Tag.Lookup("seal"); ok {
				s.sealed = append(s.sealed, i)
			}
		}
		m[s.name] = s
	}
	return m
})

// define makes the registry row of a command.
func define[C Command](w where, events ...string) *spec {
	var c C
	return &spec{name: c.Name(), typ: reflect.TypeFor[C](), where: w, events: events}
}

// split returns a command's public part and its private part; private is nil when every sealed field is empty.
func (s *spec) split(cmd Command) (public, private any) {
	if n, ok := cmd.(nested); ok {
		return n.parts()
	}
	v := reflect.ValueOf(cmd)
	empty := true
	for _, i := range s.sealed {
		empty = empty && v.Field(i).IsZero()
	}
	if empty {
		return cmd, nil
	}
	pub, priv := reflect.New(s.typ).Elem(), reflect.New(s.typ).Elem()
	pub.Set(v)
	for _, i := range s.sealed {
		priv.Field(i).Set(v.Field(i))
		pub.Field(i).SetZero()
	}
	return pub.Interface(), priv.Interface()
}

// MarshalCommand returns a command's whole JSON form, personal data included.
func MarshalCommand(cmd Command) ([]byte, error) {
	if _, ok := cmd.(Withheld); ok {
		return tagged("do", withheld, cmd)
	}
	if _, err := specOf(cmd); err != nil {
		return nil, err
	}
	return tagged("do", cmd.Name(), cmd)
}

// UnmarshalCommand reads a command's JSON form. Unknown commands and unknown fields are refused with ErrInvalid. The engine's
// own commands are read as well; Submit refuses them.
func UnmarshalCommand(b []byte) (Command, error) { return decodeCommand(b, nil, true) }

// decodeCommand reads a public part and, if there is one, lays the private part over it.
func decodeCommand(public, private []byte, strict bool) (Command, error) {
	var head struct {
		Do string `json:"do"`
	}
	if err := json.Unmarshal(public, &head); err != nil {
		return nil, &Error{Op: "decode", Code: ErrInvalid, Fields: []FieldError{{"do", "json"}}, Err: err}
	}
	s, ok := vocabulary()[head.Do]
	if !ok {
		return nil, &Error{Op: "decode", Code: ErrInvalid, Fields: []FieldError{{"do", "unknown command"}}}
	}
	v := reflect.New(s.typ)
	if err := decodeInto(v, s, public, strict); err != nil {
		return nil, err
	}
	if private == nil {
		return v.Elem().Interface().(Command), nil
	}
	sealed := reflect.New(s.typ)
	if err := decodeInto(sealed, s, private, false); err != nil {
		return nil, err
	}
	for _, i := range s.sealed { // the sealed half has zero values for everything that is public
		v.Elem().Field(i).Set(sealed.Elem().Field(i))
	}
	whole := v.Elem().Interface().(Command)
	if n, ok := whole.(nested); ok {
		whole = n.whole(sealed.Elem().Interface().(Command))
	}
	return whole, nil
}

// decodeInto reads a command's JSON into a value of its type.
func decodeInto(v reflect.Value, s *spec, data []byte, strict bool) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	if strict {
		plain, err := untag(data)
		if err != nil {
			return err
		}
		dec = json.NewDecoder(bytes.NewReader(plain))
		dec.DisallowUnknownFields()
	}
	var err error
	if own, ok := v.Interface().(interface {
		decode(dec *json.Decoder, strict bool) error
	}); ok {
		err = own.decode(dec, strict)
	} else {
		err = dec.Decode(v.Interface())
	}
	var ours *Error
	if err == nil || errors.As(err, &ours) {
		return err
	}
	rule := "json"
	if strings.Contains(err.Error(), "unknown field ") {
		rule = "unknown field"
	}
	return &Error{Op: "decode", Code: ErrInvalid, Command: s.name, Fields: []FieldError{{fieldOf(err), rule}}}
}

// specOf returns the registry row of a command.
func specOf(cmd Command) (*spec, error) {
	if cmd == nil {
		return nil, invalid("do", "required")
	}
	if reflect.TypeOf(cmd).Kind() != reflect.Struct {
		return nil, invalid("do", "a command is passed as a value, not as a pointer")
	}
	s, ok := vocabulary()[cmd.Name()]
	if !ok || s.typ != reflect.TypeOf(cmd) {
		return nil, invalid("do", fmt.Sprintf("unknown command type %T: commands are passed as values", cmd))
	}
	return s, nil
}

// tagged returns the JSON of v with a leading member.
func tagged(key, value string, v any) ([]byte, error) {
	return appendTagged(make([]byte, 0, 256), key, value, v)
}

// appendTagged appends the JSON of v with a leading member.
func appendTagged(b []byte, key, value string, v any) ([]byte, error) {
	start := len(b)
	b, err := canon.Append(b, v)
	if err != nil {
		return b, err
	}
	head := `{"` + key + `":"` + value + `"`
	if len(b)-start > len("{}") {
		head += ","
	}
	return slices.Replace(b, start, start+1, []byte(head)...), nil
}

// untag removes the "do" member, so that strict decoding does not stumble over it.
func untag(b []byte) ([]byte, error) {
	var m map[string]json.RawMessage
	if err := json.Unmarshal(b, &m); err != nil {
		return nil, fmt.Errorf("complaint: %w", err)
	}
	delete(m, "do")
	return json.Marshal(m)
}

// fieldOf names the member an encoding/json error is about.
func fieldOf(err error) string {
	var te *json.UnmarshalTypeError
	if errors.As(err, &te) {
		return clip(te.Field)
	}
	if _, name, ok := strings.Cut(err.Error(), "unknown field "); ok {
		return clip(strings.Trim(name, `"`))
	}
	return "json"
}
