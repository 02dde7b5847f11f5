package kill

import (
	"fmt"
	"maps"
	"strings"
	"sync"
	"time"
)

// seen is what nodes said: the truth outside the database. It is safe for concurrent use.
type seen struct {
	mu      sync.Mutex
	acks    map[string]answer // by key
	refused map[string]string // rule by key
	told    map[string]int    // deliveries by notice
	faults  []string
	early   []string
	retried int // requests that a node sent again because the store could not say
	opened  int // cases that writers opened for themselves
	found   int // answers that a kill took away and the key brought back
}

// answer is an ack, and when it was heard.
type answer struct {
	ack
	at time.Time
}

func newSeen() *seen {
	return &seen{acks: map[string]answer{}, refused: map[string]string{}, told: map[string]int{}}
}

// hear takes in a line, and moves on the writer that it is about.
func (s *seen) hear(line string, writers map[string]*writer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	words := strings.Fields(line)
	if len(words) == 0 {
		return
	}
	var err error
	switch words[0] {
	case "ack":
		var a ack
		if a, err = readAck(words); err == nil {
			s.acked(a, writers[a.writer])
		}
	case "refused":
		var a ack
		if a, err = readAck(words); err == nil {
			s.refused[a.key] = words[4]
			writers[a.writer].Next = a.n + 1
		}
	case "told":
		s.told[words[1]]++
	case "early":
		s.early = append(s.early, line)
	case "retried":
		s.retried++
	case "done":
	default:
		s.faults = append(s.faults, line)
	}
	if err != nil {
		s.faults = append(s.faults, fmt.Sprintf("line %q: %v", line, err))
	}
}

// acked takes in an acknowledgement: a key means one entry for ever.
func (s *seen) acked(a ack, w *writer) {
	w.took(a.n, a.id)
	if a.how == "again" && !strings.HasPrefix(a.key, "shared/") { // which all writers ask for
		s.found++
	}
	before, again := s.acks[a.key]
	if !again {
		s.acks[a.key] = answer{a, time.Now()}
		if a.n%life == 0 {
			s.opened++
		}
		return
	}
	if before.id != a.id || before.seq != a.seq {
		s.faults = append(s.faults, fmt.Sprintf("%s was answered with %s %d and %s %d", a.key, before.id, before.seq, a.id, a.seq))
	}
}

// fault notes what must never happen.
func (s *seen) fault(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, fmt.Sprintf(format, args...))
}

// rules counts the refusals by rule.
func (s *seen) rules() map[string]int {
	count := map[string]int{}
	for rule := range maps.Values(s.refused) {
		count[rule]++
	}
	return count
}

// armed is how many steps of time the answers so far have armed at least.
func (s *seen) armed() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.opened * armedAtOnce()
}
