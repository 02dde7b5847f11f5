package stage

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/redress-go/redress/complaint"
)

// letter is what a complainant reads.
type letter struct {
	complaint.Letter
	kind string // of the notice
}

// Carry delivers every notice that waits, and with them what was given to the members of a batch. What complainants read is
// kept for Letters.
func (s *Stage) Carry() {
	if s.err != nil {
		return
	}
	_, err := s.Deliver(s.ctx, func(ctx context.Context, n complaint.Notice) error {
		if n.To != complaint.Complainant {
			return nil
		}
		text, err := s.Render(ctx, n, s.Lang)
		if err == nil {
			s.mail = append(s.mail, letter{text, n.Kind})
		}
		return err
	})
	if err != nil {
		s.fail(err)
	}
}

// Letters delivers what waits and prints what the complainants read since the last time: the notices of these kinds, or all.
func (s *Stage) Letters(kinds ...string) {
	s.Cut()
	s.Carry()
	for _, l := range s.mail {
		if len(kinds) == 0 || slices.Contains(kinds, l.kind) {
			s.space()
			fmt.Fprintf(s.Out, "  ✉ %s\n    %s\n", l.Subject, strings.ReplaceAll(l.Body, "\n", "\n    "))
		}
	}
	s.mail = nil
}
