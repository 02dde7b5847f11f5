package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// A limit in days ends with its last day, and a letter names that day.
func TestTheEndOfADayIsWrittenAsThatDay(t *testing.T) {
	for _, tc := range []struct {
		name string
		term sla.Term
		want string
	}{
		{"calendar days end at 24:00 of the last one", sla.Term{Span: sla.Days(2), Roll: sla.RollNone}, "2026-03-06 24:00"},
		{"working days end when the office closes", sla.Term{Span: sla.Workdays(2)}, "2026-03-06 18:00"},
		{"hours that end at midnight end that day", sla.Term{Span: sla.Hours(15)}, "2026-03-04 24:00"},
		{"hours that end after midnight end on the next", sla.Term{Span: sla.Hours(16)}, "2026-03-05 01:00"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t, writing(playbook.Template{Notice: "registered", Body: text("{due.resolve}", "{due.resolve}")}),
				func(_ *complaint.Config, pb *playbook.Playbook) {
					for i := range pb.Targets {
						if pb.Targets[i].Name == "resolve" {
							pb.Targets[i].Terms, pb.Targets[i].Extensions = []sla.Choice{{Term: tc.term}}, nil
						}
					}
				})
			b.register(guest())
			require.Equal(t, tc.want, b.render(b.sent("registered"), "en").Body)
		})
	}
}

// A clock that stands still has no due to name; the letter says so instead of leaving a hole.
func TestAPausedClockIsCalledPaused(t *testing.T) {
	b := setup(t, writing(playbook.Template{Notice: "acknowledged", Body: text("{due.resolve}", "{due.resolve}")}))
	c := b.take(b.register(guest()), complaint.Investigating)
	c = b.do(manager, c, complaint.Hold{Reason: "complainant"})
	require.True(t, c.Due("resolve").IsZero(), "it stands still")
	b.do(manager, c, complaint.Acknowledge{})
	n := b.sent("acknowledged")
	require.Equal(t, "paused", b.render(n, "en").Body)
	require.Equal(t, "暂停计时", b.render(n, "zh").Body)
}
