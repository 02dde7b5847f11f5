package cut

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/redress-go/redress/complaint"
)

// chief may do everything.
func chief() complaint.Actor {
	return complaint.Actor{ID: "u1", Name: "周明", Role: "general-manager", Unit: "management"}
}

// request is one request with what became of it. Its text is its own, so that the ledger tells how often it was done.
type request struct {
	text string
	res  complaint.Result
}

// staff sends requests, each until it is answered, and remembers the answers.
type staff struct {
	desk     *complaint.Desk
	line     *line
	keys     bool // with an idempotency key
	n        atomic.Int64
	failed   chan error // told of every failure, when somebody listens
	again    atomic.Int64
	replayed atomic.Int64

	mu   sync.Mutex
	told []request
}

// maxTries is how often a request is sent at most: a line is mended long before.
const maxTries = 1000

// work writes notes on a case of its own and on a shared one, and registers others, until the context ends. The request
// in hand is finished. Without keys nothing is registered: a desk knows a complaint that comes again.
func (s *staff) work(ctx context.Context, own, shared complaint.CaseID) error {
	for i := 1; ctx.Err() == nil; i++ {
		registers := s.keys && i%20 == 0
		text := fmt.Sprintf("request %d", s.n.Add(1))
		req := complaint.Request{Actor: chief(), Case: own, Command: complaint.Note{Text: text}}
		switch {
		case registers:
			req.Case, req.Command = "", intake(text)
		case i%4 == 0:
			req.Case = shared
		}
		if s.keys {
			req.Key = text
		}
		res, err := s.send(context.WithoutCancel(ctx), req)
		if err != nil {
			return fmt.Errorf("%s: %w", text, err)
		}
		if registers {
			own = res.Case.ID
		}
		s.answered(text, res)
	}
	return nil
}

// answered remembers an answer.
func (s *staff) answered(text string, res complaint.Result) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.told = append(s.told, request{text, res})
}

// register opens a case.
func (s *staff) register(ctx context.Context, text string) (complaint.CaseID, error) {
	res, err := s.send(ctx, complaint.Request{Actor: chief(), Command: intake(text), Key: text})
	if err != nil {
		return "", err
	}
	s.answered(text, res)
	return res.Case.ID, nil
}

// send sends a request until it is answered.
func (s *staff) send(ctx context.Context, req complaint.Request) (res complaint.Result, err error) {
	for range maxTries {
		res, err = s.desk.Submit(ctx, req)
		if err == nil {
			if res.Replayed {
				s.replayed.Add(1)
			}
			return res, nil
		}
		if !errors.Is(err, complaint.ErrInternal) {
			return res, err // an answer, and a wrong one
		}
		s.again.Add(1)
		select {
		case s.failed <- err:
		default:
		}
		<-s.line.mended() // to ask before that would only burn time
	}
	return res, err
}

// intake is a complaint of somebody of its own.
func intake(text string) complaint.Intake {
	return complaint.Intake{Channel: "counter", Place: "1208", Text: text, Complainant: complaint.Person{ID: text}}
}
