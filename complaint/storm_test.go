package complaint_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// warned lets the house warn at 50, 75 and 100 per cent of the term, and nothing else. A major case is never gathered.
func warned(pb *playbook.Playbook) {
	tell := map[string]string{"notify": "owner,head"}
	pb.Targets = []sla.Target{{
		Name: "resolve", Terms: []sla.Choice{{Term: sla.Term{Span: sla.Hours(2)}}}, Start: on("register"), Stop: entered("resolved"),
		Steps: []sla.Step{
			{ID: "half", At: sla.PercentBefore(50), Do: tell},
			{ID: "most", At: sla.PercentBefore(25), Do: tell},
			{ID: "breach", At: sla.AtDue(), Do: tell},
		},
	}}
	pb.Quiet.Severities = []string{"major"}
}

// postbox counts the messages of each recipient in each window, and keeps the notices.
type postbox struct {
	b       *bench
	window  map[string]int
	notices map[string]int // by id: delivered how often
	major   complaint.CaseID
	urgent  []string // notices of the major case: to whom, when
}

func (p *postbox) receive(_ context.Context, n complaint.Notice) error {
	parts := n.Digest
	if len(parts) == 0 {
		parts = []complaint.Notice{n}
	}
	for _, part := range parts {
		p.notices[part.ID]++
	}
	if n.Case == p.major {
		p.urgent = append(p.urgent, fmt.Sprintf("%s %s after %s", n.Kind, n.To, p.b.clock.Now().Sub(day)))
		return nil
	}
	p.window[fmt.Sprintf("%s in %s", n.To, p.b.clock.Now().Truncate(quarter).Format("15:04"))]++
	return nil
}

// storm plays 5 000 open cases, 500 new ones in a quarter of an hour, and the warnings of all of them, minute by minute.
func (b *bench) storm(open, fresh int, p *postbox) {
	take := func(n int) {
		in := b.intakeOf(n, fmt.Sprint(n))
		if n == 17 {
			in.Severity = classify.Major
		}
		if c := b.register(in); n == 17 {
			p.major = c.ID
		}
	}
	for n := range open {
		take(n)
	}
	for minute := range 200 {
		if minute >= 30 && minute < 45 {
			for n := range fresh / 15 {
				take(open + (minute-30)*(fresh/15) + n)
			}
		}
		b.sweep()
		_, err := b.desk.Deliver(b.ctx, p.receive)
		require.NoError(b, err)
		b.clock.Add(time.Minute)
	}
}

func TestAStormIsOneMessageForARecipientInAWindow(t *testing.T) {
	open, fresh := 5000, 495
	if testing.Short() {
		open, fresh = 300, 30
	}
	b := setupOn(t, memstore.New(), gathering(warned))
	p := &postbox{b: b, window: map[string]int{}, notices: map[string]int{}}
	b.storm(open, fresh, p)
	for who, messages := range p.window {
		require.Equal(t, 1, messages, who)
	}
	require.LessOrEqual(t, len(p.window), 2*12, "two recipients, twelve windows")
	// A step that lies past its instant is taken by the next sweep, a minute later.
	require.Equal(t, []string{
		"registered unit:desk after 0s",
		"half unit:desk after 1h0m0s", "half role:manager after 1h0m0s", "most unit:desk after 1h30m0s", "most role:manager after 1h30m0s",
		"breach unit:desk after 2h1m0s", "breach role:manager after 2h1m0s",
	}, p.urgent, "at once")
	// A case tells its unit when it is registered; each of three warnings tells the unit and its head.
	require.Equal(t, (open+fresh)*7, len(p.notices), "nothing is lost") //nolint:testifylint // a map of 38 465 is no message
	for id, times := range p.notices {
		require.Equal(t, 1, times, id)
	}
}
