// Package strictjson checks JSON against a Go type before it is decoded: unknown
// and repeated members, wrong types and excessive depth are reported with their
// path, all at once. encoding/json reports the first unknown member without a path,
// silently takes the last of repeated members and matches names in any case.
package strictjson

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// MaxDepth is how deep values may nest.
const MaxDepth = 200

// Problem says what is wrong at a path.
type Problem struct {
	Path    string   // such as tables[0].rows[2].when
	Unknown string   // the name of an unknown member, or empty
	Known   []string // the members allowed there, when Unknown is set
	Twice   bool     // the member stands twice
	Message string   // for people
}

// errDepth reports nesting beyond MaxDepth.
var errDepth = fmt.Errorf("nested deeper than %d", MaxDepth)

// Object is a JSON object as parsed: members in order, repeated ones included.
type Object struct {
	Names  []string
	Values []any // string, bool, json.Number, nil, []any or *Object
}

// Get returns the value of the first member of that name, or nil.
func (o *Object) Get(name string) any {
	for i, n := range o.Names {
		if n == name {
			return o.Values[i]
		}
	}
	return nil
}

// Numbers decodes data into v keeping numbers as json.Number, and refuses anything
// after the value.
func Numbers(data []byte, v any) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	if err := dec.Decode(v); err != nil {
		return err
	}
	return end(dec)
}

func end(dec *json.Decoder) error {
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return errors.New("text after the end of the value")
	}
	return nil
}

// parse reads one value into *Object, []any and scalars.
func parse(data []byte) (any, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	v, err := value(dec, 0)
	if err != nil {
		return nil, err
	}
	return v, end(dec)
}

func value(dec *json.Decoder, depth int) (any, error) {
	if depth > MaxDepth {
		return nil, errDepth
	}
	tok, err := dec.Token()
	if err != nil {
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		return nil, err
	}
	switch tok {
	case json.Delim('{'):
		return members(dec, depth)
	case json.Delim('['):
		return elements(dec, depth)
	}
	return tok, nil
}

func members(dec *json.Decoder, depth int) (any, error) {
	o := &Object{}
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			return nil, err
		}
		v, err := value(dec, depth+1)
		if err != nil {
			return nil, err
		}
		o.Names = append(o.Names, name.(string))
		o.Values = append(o.Values, v)
	}
	_, err := dec.Token()
	return o, err
}

func elements(dec *json.Decoder, depth int) (any, error) {
	list := []any{}
	for dec.More() {
		v, err := value(dec, depth+1)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	_, err := dec.Token()
	return list, err
}
