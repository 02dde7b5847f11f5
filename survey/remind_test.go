package survey

import (
	"crypto/rand"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestReminders(t *testing.T) {
	p := quarterly() // reminders after 5 and 10 days, end after 14
	i, n := invited(t)
	day := func(n int) time.Time { return noon.AddDate(0, 0, n) }
	at, ok := p.Wake(i, noon)
	require.True(t, ok)
	assert.Equal(t, day(5), at)

	_, _, err := p.Remind(i, day(5).Add(-1), rand.Reader)
	assert.Contains(t, faultsOf(t, err)["at"], "no reminder is due yet")
	first, again, err := p.Remind(i, day(5), rand.Reader)
	require.NoError(t, err)
	assert.Equal(t, NoticeRemind, again.Kind)
	assert.Equal(t, i.ID, again.Invitation)
	assert.Equal(t, 1, first.Reminded())
	assert.Len(t, i.Digests, 1, "the receiver stays as it is")
	_, _, err = p.Remind(first, day(9), rand.Reader)
	assert.Contains(t, faultsOf(t, err), "at", "once each")
	at, _ = p.Wake(first, day(5))
	assert.Equal(t, day(10), at)

	for name, token := range map[string]string{"the first token": n.Token.Reveal(), "the reminder's": again.Token.Reveal()} {
		used, err := first.Redeem(token, day(6))
		require.NoError(t, err, name)
		for _, late := range []string{n.Token.Reveal(), again.Token.Reveal()} {
			_, err = used.Redeem(late, day(6))
			assert.Equal(t, TokenUsed, refused(t, err), "opened once, by whichever")
		}
		_, ok := p.Wake(used, day(6))
		assert.False(t, ok)
		_, _, err = p.Remind(used, day(10), rand.Reader)
		assert.Contains(t, faultsOf(t, err)["invitation"], "used")
	}

	second, _, err := p.Remind(first, day(10), rand.Reader)
	require.NoError(t, err)
	at, ok = p.Wake(second, day(10))
	require.True(t, ok)
	assert.Equal(t, i.Expires, at)
	_, ok = p.Wake(second, i.Expires)
	assert.False(t, ok, "expired, and that is all")
	_, _, err = p.Remind(second, i.Expires, rand.Reader)
	assert.Contains(t, faultsOf(t, err)["invitation"], "expired")

	_, _, err = p.Remind(i, day(5), nil)
	assert.Contains(t, faultsOf(t, err), "random")
}

func TestMissedRemindersAreMadeUpByOne(t *testing.T) {
	p := quarterly()
	i, _ := invited(t)
	at, ok := p.Wake(i, noon.AddDate(0, 0, 12))
	require.True(t, ok)
	assert.Equal(t, noon.AddDate(0, 0, 5), at, "long due")
	got, n, err := p.Remind(i, noon.AddDate(0, 0, 12), rand.Reader)
	require.NoError(t, err)
	assert.Equal(t, 2, got.Reminded())
	_, err = got.Redeem(n.Token.Reveal(), noon.AddDate(0, 0, 12))
	require.NoError(t, err)
	_, _, err = p.Remind(got, noon.AddDate(0, 0, 13), rand.Reader)
	assert.Contains(t, faultsOf(t, err), "at")
}

func TestProgress(t *testing.T) {
	p := quarterly()
	var a, b Progress
	open, _ := invited(t)
	a.Add(open, noon.Add(-time.Hour))
	reminded, _, err := p.Remind(open, noon.AddDate(0, 0, 5), rand.Reader)
	require.NoError(t, err)
	a.Add(reminded, noon.AddDate(0, 0, 6))
	i, n := invited(t)
	used, err := i.Redeem(n.Token.Reveal(), noon)
	require.NoError(t, err)
	b.Add(used, noon.AddDate(1, 0, 0))
	b.Add(open, open.Expires)
	b.Add(open.Revoke(noon), noon)
	a.Merge(b)
	assert.Equal(t, Progress{Invited: 5, Answered: 1, Open: 2, Expired: 1, Revoked: 1, Reminded: 1}, a)
	assert.InDelta(t, 0.25, known(t, a.ResponseRate()), 1e-12, "who was taken back was not asked")
	assert.Equal(t, Estimate{}, Progress{}.ResponseRate())
	assert.Equal(t, Estimate{}, Progress{Invited: 1, Revoked: 1}.ResponseRate())
}

// Two nodes that remind from one stored value do not write over each other.
func TestRemindersShareNothing(t *testing.T) {
	p := quarterly()
	i, _ := invited(t)
	i.Digests = append(make([]string, 0, 8), i.Digests...)
	one, n, err := p.Remind(i, noon.AddDate(0, 0, 5), rand.Reader)
	require.NoError(t, err)
	_, _, err = p.Remind(i, noon.AddDate(0, 0, 5), rand.Reader)
	require.NoError(t, err)
	_, err = one.Redeem(n.Token.Reveal(), noon.AddDate(0, 0, 6))
	require.NoError(t, err)
}
