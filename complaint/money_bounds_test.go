package complaint_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

func TestACaseFullOfProposalsStaysSmall(t *testing.T) {
	b := setup(t)
	long := slices.Repeat([]complaint.Remedy{{Relief: "compensation", Money: complaint.Yuan(99), Count: 9, Due: day.Add(99*hour + time.Microsecond)}}, 12)
	c := b.in(complaint.Investigating)
	refused := ""
	for range 100 {
		next, err := b.desk.Do(b.ctx, worker, c.ID, complaint.Propose{Remedies: long})
		if err != nil {
			require.ErrorIs(t, err, complaint.ErrNotAllowed)
			refused = b.refuse(worker, c, complaint.Propose{Remedies: long}, complaint.ErrNotAllowed).Rule
			break
		}
		c = next
	}
	require.Equal(t, "at most 160 remedies", refused)
	for n := range 40 {
		c = b.do(boss, c, complaint.Delegate{Approval: 1 + n%3, To: fmt.Sprintf("%02d%s", n, strings.Repeat("x", 62))})
	}
	require.Equal(t, "at most 40 delegations", b.refuse(boss, c, complaint.Delegate{Approval: 1, To: "u15"}, complaint.ErrNotAllowed).Rule)
	data, err := complaint.EncodeCase(c)
	require.NoError(t, err)
	require.Less(t, len(data), 48<<10)
	b.verify(c.ID)
}
