package survey

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// invited is an invitation of one resident under the quarterly plan.
func invited(t require.TestingT, change ...func(*Plan)) (Invitation, Notice) {
	p := quarterly()
	for _, c := range change {
		c(&p)
	}
	person := Person{ID: "r001", Groups: map[string]string{"building": "3"}}
	i, n, err := p.Invite(person, "2026-Q3", "", noon, rand.Reader)
	require.NoError(t, err)
	return i, n
}

// refused is the reason a token was refused for.
func refused(t testing.TB, err error) TokenReason {
	t.Helper()
	var e *TokenError
	require.ErrorAs(t, err, &e)
	return e.Reason
}

func TestInvite(t *testing.T) {
	i, n := invited(t)
	assert.Equal(t, Notice{
		Kind: NoticeInvite, Invitation: i.ID, Person: "r001", Mode: Web, At: noon, Expires: noon.AddDate(0, 0, 14), Token: n.Token,
	}, n)
	assert.Len(t, n.Token.Reveal(), 66)
	id, err := TokenID(n.Token.Reveal())
	require.NoError(t, err)
	assert.Equal(t, i.ID, id)

	data, err := json.Marshal(i)
	require.NoError(t, err)
	secret := strings.Split(n.Token.Reveal(), ".")[1]
	assert.NotContains(t, string(data), secret, "only its digest is kept")
	var back Invitation
	require.NoError(t, json.Unmarshal(data, &back))
	assert.Equal(t, i, back)
	assert.NotContains(t, string(data), "used", "what has not happened is not written")
}

func TestATokenDoesNotPrintItself(t *testing.T) {
	_, n := invited(t)
	secret := n.Token.Reveal()[30:50]
	data, err := json.Marshal(n)
	require.NoError(t, err)
	for _, text := range []string{fmt.Sprint(n), fmt.Sprintf("%v %+v %#v %s", n, n, n, n.Token), string(data)} {
		assert.NotContains(t, text, secret)
		assert.Contains(t, text, "(token)")
	}
}

func TestATokenOpensOnce(t *testing.T) {
	i, n := invited(t)
	used, err := i.Redeem(n.Token.Reveal(), noon.Add(time.Hour))
	require.NoError(t, err)
	assert.Equal(t, noon.Add(time.Hour), used.Used)
	assert.True(t, i.Used.IsZero(), "the receiver stays as it is")
	_, err = used.Redeem(n.Token.Reveal(), noon.Add(2*time.Hour))
	assert.Equal(t, TokenUsed, refused(t, err))
	assert.Equal(t, Response{Questionnaire: "estate", Version: 2, Groups: map[string]string{"building": "3"}, Answers: Answers{}}, used.Response())
}

func TestTokensRefused(t *testing.T) {
	i, n := invited(t)
	token := n.Token.Reveal()
	other, theirs := invited(t)
	for _, tc := range []struct {
		name  string
		token string
		inv   Invitation
		at    time.Time
		want  TokenReason
	}{
		{"after its time", token, i, i.Expires, TokenExpired},
		{"at the last instant", token, i, i.Expires.Add(-1), ""},
		{"before it was issued", token, i, noon.Add(-1), TokenEarly},
		{"taken back", token, i.Revoke(noon), noon, TokenRevoked},
		{"of another invitation", theirs.Token.Reveal(), i, noon, TokenAltered},
		{"another id before the secret", other.ID + token[22:], i, noon, TokenAltered},
		{"cut off", token[:65], i, noon, TokenAltered},
		{"with more behind", token + "A", i, noon, TokenAltered},
		{"without its dot", strings.Replace(token, ".", "", 1), i, noon, TokenAltered},
		{"nothing", "", i, noon, TokenAltered},
		{"with a line break, which base64 skips", token[:40] + "\n" + token[40:], i, noon, TokenAltered},
		{"of the digest instead", i.ID + "." + i.Digests[0][:43], i, noon, TokenAltered},
		{"wrong, on a used invitation: learns nothing", theirs.Token.Reveal(), i.Revoke(noon), noon, TokenAltered},
		{"on an invitation without digests", token, Invitation{ID: i.ID, Digests: []string{""}}, noon, TokenAltered},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := tc.inv.Redeem(tc.token, tc.at)
			if tc.want == "" {
				require.NoError(t, err)
				return
			}
			assert.Equal(t, tc.want, refused(t, err))
			assert.Equal(t, Invitation{}, got)
			assert.NotContains(t, err.Error(), "AAAA")
		})
	}
	_, err := TokenID("x.y")
	assert.Equal(t, TokenAltered, refused(t, err))
}

// Every character of a token counts: change any, and it opens nothing. The last
// of each part carries spare bits, which are refused too.
func TestEveryCharacterOfATokenCounts(t *testing.T) {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."
	i, n := invited(t)
	token := n.Token.Reveal()
	for at := range token {
		for _, c := range letters {
			if byte(c) == token[at] {
				continue
			}
			_, err := i.Redeem(token[:at]+string(c)+token[at+1:], noon)
			require.Equal(t, TokenAltered, refused(t, err), "%d %c", at, c)
		}
	}
}

func TestTokensAreUnguessable(t *testing.T) {
	seen := map[string]bool{}
	for range 2000 {
		i, n := invited(t)
		require.False(t, seen[i.ID] || seen[n.Token.Reveal()] || seen[i.Digests[0]])
		seen[i.ID], seen[n.Token.Reveal()], seen[i.Digests[0]] = true, true, true
	}
	// All of the chance given ends up in the token: 16 bytes of id, 32 of secret.
	source := bytes.Repeat([]byte{0xA5}, 48)
	_, n, err := quarterly().Invite(Person{ID: "a"}, "w", "", noon, bytes.NewReader(source))
	require.NoError(t, err)
	for at := range source {
		changed := bytes.Clone(source)
		changed[at]++
		_, other, err := quarterly().Invite(Person{ID: "a"}, "w", "", noon, bytes.NewReader(changed))
		require.NoError(t, err)
		require.NotEqual(t, n.Token, other.Token, "byte %d", at)
	}
}

func TestInviteRefuses(t *testing.T) {
	_, _, err := quarterly().Invite(Person{ID: " ", Groups: map[string]string{"b": ""}}, "", Visit, time.Time{}, rand.Reader)
	assert.Equal(t, []string{"at", "groups.b", "mode", "occasion", "person"}, sortedKeys(faultsOf(t, err)))
	_, _, err = quarterly().Invite(Person{ID: "a"}, "w", "", noon, nil)
	assert.Contains(t, faultsOf(t, err), "random")
	broken := errors.New("no entropy")
	_, _, err = quarterly().Invite(Person{ID: "a"}, "w", "", noon, iotest.ErrReader(broken))
	require.ErrorIs(t, err, broken)
	_, _, err = quarterly().Invite(Person{ID: "a"}, "w", "", noon, strings.NewReader("short"))
	require.Error(t, err, "half a token is none")
	_, _, err = Plan{}.Invite(Person{ID: "a"}, "w", "", noon, rand.Reader)
	assert.Contains(t, faultsOf(t, err), "mode")
}

func sortedKeys(m map[string]string) (keys []string) {
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func TestAnonymousInvitationsKeepTheDayOnly(t *testing.T) {
	i, n := invited(t, func(p *Plan) { p.Anonymous = true })
	used, err := i.Redeem(n.Token.Reveal(), noon.Add(5*time.Hour+7*time.Minute))
	require.NoError(t, err)
	assert.Equal(t, "2026-09-30T00:00:00Z", used.Used.Format(time.RFC3339))
	data, err := json.Marshal(used.Response())
	require.NoError(t, err)
	assert.NotContains(t, string(data), "r001")
	assert.NotContains(t, string(data), i.ID)
	_, err = used.Redeem(n.Token.Reveal(), noon)
	assert.Equal(t, TokenUsed, refused(t, err))
}

func TestRevoke(t *testing.T) {
	i, n := invited(t)
	used, err := i.Redeem(n.Token.Reveal(), noon)
	require.NoError(t, err)
	assert.Equal(t, used, used.Revoke(noon), "what was answered stays answered")
	revoked := i.Revoke(noon)
	assert.Equal(t, revoked, revoked.Revoke(noon.Add(1)), "once")
	assert.NotSame(t, &i.Groups, &used.Groups)
}

// Nothing but the very token opens an invitation, whatever is tried.
func FuzzRedeem(f *testing.F) {
	i, n := invited(f)
	f.Add(n.Token.Reveal())
	f.Add(i.ID + "." + i.Digests[0])
	f.Add("")
	f.Fuzz(func(t *testing.T, token string) {
		_, err := i.Redeem(token, noon)
		if token == n.Token.Reveal() {
			require.NoError(t, err)
			return
		}
		require.Equal(t, TokenAltered, refused(t, err))
	})
}

func TestATokenFitsOneInvitationOnly(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(2, 6).Draw(rt, "invitations")
		var list []Invitation
		var tokens []string
		for range n {
			i, notice := invited(rt)
			list, tokens = append(list, i), append(tokens, notice.Token.Reveal())
		}
		for x, i := range list {
			for y, token := range tokens {
				_, err := i.Redeem(token, noon)
				require.Equal(rt, x == y, err == nil)
			}
		}
	})
}

// Not even a careless verb in a log line shows the token.
func TestNoVerbPrintsAToken(t *testing.T) {
	_, notice, err := quarterly().Invite(Person{ID: "r1"}, "2026-Q3", Web, noon, rand.Reader)
	require.NoError(t, err)
	secret := notice.Token.Reveal()
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t", "%p", "%c", "%U", "%08.3f"} {
		assert.NotContains(t, fmt.Sprintf(verb, notice), secret, verb)
		assert.NotContains(t, fmt.Sprintf(verb, &notice.Token), secret, verb)
		assert.NotContains(t, fmt.Sprintf(verb, struct{ unexported Notice }{notice}), secret, verb)
		if verb != "%p" {
			assert.Equal(t, "(token)", fmt.Sprintf(verb, notice.Token), verb)
		}
	}
	assert.Empty(t, Token{}.Reveal())
}
