package main

import (
	"fmt"
	"sync"
	"time"

	"github.com/redress-go/redress/complaint"
)

// seen is what the nodes have said: all that anybody outside knows of them. Safe for concurrent use.
type seen struct {
	mu        sync.Mutex
	acks      map[string]ack // the answers, by key
	told      map[string]int // how often each notice was delivered
	lives     []*life
	overtaken int
	faults    []string
}

// life is one process of a node, from its start to its end.
type life struct {
	node, pid int
	commands  int // done by it
	again     int // of its requests that had been done before
	notices   int
	last      pulse
	killed    time.Time // when it was; zero for a life that may end in order
	exit      string    // how it ended: "signal: killed"; "" while it lives
	clean     bool
}

// spot is an entry of a ledger.
type spot struct {
	id  complaint.CaseID
	seq int64
}

func newSeen() *seen { return &seen{acks: map[string]ack{}, told: map[string]int{}} }

// born notes a new process.
func (s *seen) born(node, pid int) *life {
	s.mu.Lock()
	defer s.mu.Unlock()
	l := &life{node: node, pid: pid}
	s.lives = append(s.lives, l)
	return l
}

// died notes how a process ended.
func (s *seen) died(l *life, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if l.exit, l.clean = "exit status 0", err == nil; err != nil {
		l.exit = err.Error()
	}
}

// hear takes in a line of a process.
func (s *seen) hear(l *life, said line) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case said.Ack != nil:
		s.answered(l, *said.Ack)
	case said.Told != "":
		s.told[said.Told]++
		l.notices++
	case said.Pulse != nil:
		l.last = *said.Pulse
	case said.Overtaken != "":
		s.overtaken++
	default:
		s.faults = append(s.faults, fmt.Sprintf("node %d: %s", l.node+1, said.Fault))
	}
}

// answered takes in an answer: a key stands for one entry for ever, whoever says so.
func (s *seen) answered(l *life, a ack) {
	before, known := s.acks[a.Key]
	switch {
	case known && (before.Case != a.Case || before.Seq != a.Seq):
		s.faults = append(s.faults, fmt.Sprintf("%s was answered with entry %d of %s and with entry %d of %s", a.Key, before.Seq, before.Case, a.Seq, a.Case))
	case a.Again:
		l.again++
	default:
		l.commands++
	}
	s.acks[a.Key] = a
}

// count is how many commands were done so far, by whatever node.
func (s *seen) count() (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, l := range s.lives {
		n += l.commands
	}
	return n
}

// fault notes what must not happen.
func (s *seen) fault(text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, text)
}

// quietSince is the earliest time from which on a living node found nothing to deliver; zero while one has not.
func (s *seen) quietSince() (since time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, l := range s.lives {
		if l.exit == "" && (since.IsZero() || l.last.Quiet.Before(since)) {
			since = l.last.Quiet
		}
	}
	return since
}

// takenIn is how many complaints the living nodes have taken in, of those that came to them.
func (s *seen) takenIn() (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, l := range s.lives {
		if l.exit == "" {
			n += int(l.last.TakenIn)
		}
	}
	return n
}
