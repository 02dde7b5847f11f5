package complaint

import (
	"bytes"
	"encoding/json"
	"reflect"
)

// wireEach is the JSON form of Each: the inner command carries its own name.
type wireEach struct {
	Command json.RawMessage `json:"command,omitempty"`
	Members []CaseID        `json:"members,omitempty"`
}

// MarshalJSON writes the inner command with its name: {"command":{"do":"note",…},"members":[…]}.
func (cmd ForEachMember) MarshalJSON() ([]byte, error) {
	w := wireEach{Members: cmd.Members}
	if cmd.Command != nil {
		inner, err := MarshalCommand(cmd.Command)
		if err != nil {
			return nil, under("command", err)
		}
		w.Command = inner
	}
	return encode(w)
}

// UnmarshalJSON reads what MarshalJSON wrote. Fields of a later release are ignored.
func (cmd *ForEachMember) UnmarshalJSON(data []byte) error {
	return cmd.decode(json.NewDecoder(bytes.NewReader(data)), false)
}

// decode reads the JSON form, strictly when it comes from outside. A command inside that holds another one is refused.
func (cmd *ForEachMember) decode(dec *json.Decoder, strict bool) error {
	var w wireEach
	if err := dec.Decode(&w); err != nil {
		return err
	}
	*cmd = ForEachMember{Members: w.Members}
	if len(w.Command) == 0 || string(w.Command) == "null" {
		return nil
	}
	var head struct {
		Do string `json:"do"`
	}
	if err := json.Unmarshal(w.Command, &head); err == nil && head.Do == cmd.Name() {
		return invalid("command", "not given to several cases at once")
	}
	inner, err := decodeCommand(w.Command, nil, strict)
	if err != nil {
		return under("command", err)
	}
	cmd.Command = inner
	return nil
}

// nested is a command that holds another one, whose sealed part is its own.
type nested interface {
	// parts splits the inner command; private is nil when nothing in it is personal.
	parts() (public, private any)
	// whole is the command with the personal part of another reading of it.
	whole(private Command) Command
}

func (cmd ForEachMember) parts() (public, private any) {
	s, err := specOf(cmd.Command)
	if err != nil {
		return cmd, nil // decide refuses it
	}
	pub, priv := s.split(cmd.Command)
	if priv == nil {
		return cmd, nil
	}
	return ForEachMember{Command: pub.(Command), Members: cmd.Members}, ForEachMember{Command: priv.(Command)}
}

func (cmd ForEachMember) whole(private Command) Command {
	other, ok := private.(ForEachMember)
	s, err := specOf(cmd.Command)
	if !ok || err != nil || reflect.TypeOf(other.Command) != s.typ {
		return cmd
	}
	v := reflect.New(s.typ).Elem()
	v.Set(reflect.ValueOf(cmd.Command))
	for _, i := range s.sealed {
		v.Field(i).Set(reflect.ValueOf(other.Command).Field(i))
	}
	cmd.Command = v.Interface().(Command)
	return cmd
}
