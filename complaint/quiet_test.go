package complaint_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// quiet gives the house quiet hours outside the office's, which is open from 09:00 to 12:00 and 13:00 to 18:00.
func quiet(change ...func(*playbook.Playbook)) func(*complaint.Config, *playbook.Playbook) {
	return func(_ *complaint.Config, pb *playbook.Playbook) {
		pb.Quiet = playbook.QuietPolicy{Calendar: "office"}
		for _, f := range change {
			f(pb)
		}
	}
}

// sentAt delivers at an instant and returns the kinds that left.
func (b *bench) sentAt(at time.Time) []string {
	b.Helper()
	b.clock.Set(at)
	m := new(mail)
	b.deliver(m)
	var kinds []string
	for _, n := range m.sent {
		kinds = append(kinds, n.Kind)
	}
	return kinds
}

func TestQuietHoursReleaseAtTheNextOpening(t *testing.T) {
	const evening = 13 * time.Hour // 22:00 on Wednesday, seen from 09:00
	for _, tc := range []struct {
		name         string
		after, opens time.Duration
	}{
		{"in the evening, until the morning", evening, 24 * hour},
		{"at lunch, until its end", 3*hour + 30*time.Minute, 4 * hour},
		{"on a Saturday, until Monday", 75 * hour, 120 * hour},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t, quiet())
			b.clock.Add(tc.after)
			c := b.register(guest())
			require.Empty(t, b.sentAt(day.Add(tc.after)))
			require.Empty(t, b.sentAt(day.Add(tc.opens-time.Microsecond)))
			require.Equal(t, []string{"registered"}, b.sentAt(day.Add(tc.opens)))
			require.Empty(t, b.sentAt(day.Add(tc.opens+24*hour)), "once")
			b.verify(c.ID)
		})
	}
	t.Run("in open hours, at once", func(t *testing.T) {
		b := setup(t, quiet())
		b.register(guest())
		require.Equal(t, []string{"registered"}, b.sentAt(day))
	})
}

func TestWhatIsUrgentDoesNotWaitForTheMorning(t *testing.T) {
	urgent := func(pb *playbook.Playbook) {
		pb.Templates = []playbook.Template{{Notice: "expedited", Body: text("催办", "a reminder"), Urgent: true}}
	}
	spared := func(pb *playbook.Playbook) { pb.Quiet.Severities = []string{"major"} }
	night := day.Add(14 * time.Hour)
	for _, tc := range []struct {
		name     string
		change   func(*playbook.Playbook)
		severity classify.Severity
		want     []string
	}{
		{"an urgent text passes what is kept back", urgent, classify.Ordinary, []string{"expedited"}},
		{"a severity that is never kept back", spared, classify.Major, []string{"registered", "expedited"}},
		{"any other severity is", spared, classify.Ordinary, nil},
		{"recipients that are not to be disturbed alone are", func(pb *playbook.Playbook) { pb.Quiet.To = []string{"complainant"} }, classify.Ordinary, []string{"registered", "expedited"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t, quiet(tc.change))
			b.clock.Set(night)
			in := guest()
			in.Severity = tc.severity
			c := b.do(clerk, b.register(in), complaint.Expedite{})
			require.Equal(t, tc.want, b.sentAt(night))
			require.Len(t, b.sentAt(day.Add(24*hour)), 2-len(tc.want), "the rest in the morning")
			b.verify(c.ID)
		})
	}
}

func TestTheSecondReminderOfADayIsNotLost(t *testing.T) {
	for name, change := range map[string]func(*playbook.Playbook){
		"in quiet hours": func(*playbook.Playbook) {},
		"in a digest":    func(pb *playbook.Playbook) { pb.Digest.Window = sla.Hours(1) },
	} {
		t.Run(name, func(t *testing.T) {
			b := setup(t, quiet(change))
			c := b.in(complaint.Investigating)
			b.clock.Set(day.Add(2 * time.Minute))
			b.deliver(new(mail))
			b.clock.Set(day.Add(12 * time.Hour))
			c = b.do(clerk, c, complaint.Expedite{})
			b.clock.Add(time.Hour)
			c = b.do(clerk, c, complaint.Expedite{})
			b.clock.Set(day.Add(25 * time.Hour))
			m := new(mail)
			b.deliver(m)
			reminders := 0
			for _, n := range m.sent {
				for _, part := range append(n.Digest, n) {
					if part.Kind == "expedited" {
						reminders++
					}
				}
			}
			require.Equal(t, 2, reminders)
			b.verify(c.ID)
		})
	}
}
