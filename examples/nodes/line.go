package main

import (
	"encoding/json"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/redress-go/redress/complaint"
)

// line is what a node says to whoever started it, after it has happened: one JSON value on a line, one of its fields.
type line struct {
	Ack       *ack   `json:"ack,omitempty"`
	Overtaken string `json:"overtaken,omitempty"` // key of a command that the rules refused because something else came first
	Told      string `json:"told,omitempty"`      // id of a notice that was delivered
	Pulse     *pulse `json:"pulse,omitempty"`
	Fault     string `json:"fault,omitempty"` // what must not happen
}

// ack is a command that was answered.
type ack struct {
	Key     string           `json:"key"`
	Case    complaint.CaseID `json:"case"`
	Seq     int64            `json:"seq"`
	Command string           `json:"cmd"`
	Again   bool             `json:"again,omitempty"` // it had been done before, by its key
}

// pulse is how a node is doing.
type pulse struct {
	Steps   int64     `json:"steps"` // of time, recorded by Run
	Races   int64     `json:"races"` // lost, decided again
	TakenIn int64     `json:"in"`    // complaints
	Quiet   time.Time `json:"quiet"` // when the last delivery began that found nothing
}

// speech writes lines. Safe for concurrent use.
type speech struct {
	mu *sync.Mutex
	w  io.Writer
}

func newSpeech(w io.Writer) speech { return speech{mu: &sync.Mutex{}, w: w} }

// say writes a line at once, so that a kill leaves whole lines. Nobody listening means that the end is near anyway.
func (s speech) say(l line) {
	data, err := json.Marshal(l)
	if err != nil {
		data = fmt.Appendf(nil, `{"fault":%q}`, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	_, _ = s.w.Write(append(data, '\n'))
}

func (s speech) fault(format string, values ...any) {
	s.say(line{Fault: fmt.Sprintf(format, values...)})
}
