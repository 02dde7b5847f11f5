package random

import (
	"errors"
	"fmt"
	"maps"
	"time"
)

// compare proves each case in memory, and holds what the play has left on every side against that.
func (p *play) compare() error {
	memory := p.sides[0]
	for _, id := range p.cases {
		v, err := memory.desks[p.house.pb.ID].Verify(p.ctx, id)
		if err != nil || !v.OK() {
			return fmt.Errorf("verify %s: %v %w", id, v.Faults, err)
		}
	}
	left, errs := make([][]string, len(p.sides)), make([]error, len(p.sides))
	p.onEach(func(i int, s *side) {
		begin := time.Now()
		left[i], errs[i] = p.left(s, memory)
		s.read += time.Since(begin)
	})
	for i, s := range p.sides {
		if errs[i] != nil {
			return fmt.Errorf("%s: %w", s.name, errs[i])
		}
		for j := range max(len(left[0]), len(left[i])) {
			if line(left[0], j) != line(left[i], j) {
				return fmt.Errorf("%s and %s differ:\n%s\n%s", memory.name, s.name, line(left[0], j), line(left[i], j))
			}
		}
	}
	return nil
}

func line(lines []string, i int) string {
	if i >= len(lines) {
		return "(nothing)"
	}
	return lines[i]
}

// left is what a play has left on a side, which must have written to the same places as the first one.
func (p *play) left(s, first *side) (lines []string, err error) {
	if !maps.Equal(s.store.streams, first.store.streams) || !maps.Equal(s.store.receipts, first.store.receipts) ||
		!maps.Equal(s.store.documents, first.store.documents) {
		return nil, errTouched
	}
	head := p.house.head
	head.Org = p.org
	gaps, err := s.desks[p.house.pb.ID].NumberGaps(p.ctx, head)
	if err != nil {
		return nil, err
	}
	lines, err = takeSnapshot(p.ctx, s.store, int(p.plays&0xffff), p.clock.Now())
	return append(lines, fmt.Sprintf("gaps %+v", gaps)), err
}

var errTouched = errors.New("other streams, receipts or documents were written than in memory")
