package survey

import (
	"crypto/rand"
	"encoding/base64"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestATokenForAnInvitationOfTheHost(t *testing.T) {
	id := base64.RawURLEncoding.EncodeToString([]byte("0123456789abcdef"))
	first, digest, err := NewToken(id, rand.Reader)
	require.NoError(t, err)
	second, other, err := NewToken(id, rand.Reader)
	require.NoError(t, err)
	require.NotEqual(t, first.Reveal(), second.Reveal(), "each has chance of its own")
	found, err := TokenID(first.Reveal())
	require.NoError(t, err)
	require.Equal(t, id, found)
	at := time.Date(2026, 3, 4, 1, 0, 0, 0, time.UTC)
	kept := Invitation{ID: id, Issued: at, Expires: at.Add(time.Hour), Digests: []string{digest, other}}
	for _, token := range []Token{first, second} {
		_, err = kept.Redeem(token.Reveal(), at)
		require.NoError(t, err, "any token whose digest is kept opens it")
	}
	kept.Digests = kept.Digests[1:]
	_, err = kept.Redeem(first.Reveal(), at)
	var refused *TokenError
	require.ErrorAs(t, err, &refused)
	require.Equal(t, TokenAltered, refused.Reason, "one whose digest was dropped does not")
}

func TestATokenNeedsAnIDAndChance(t *testing.T) {
	good := base64.RawURLEncoding.EncodeToString([]byte("0123456789abcdef"))
	for _, id := range []string{"", "x", good[:20], good + "AA", good[:20] + "\n" + good[20:], strings.Repeat("=", 22)} {
		_, _, err := NewToken(id, rand.Reader)
		var bad *InvalidError
		require.ErrorAs(t, err, &bad, id)
	}
	_, _, err := NewToken(good, nil)
	var bad *InvalidError
	require.ErrorAs(t, err, &bad)
	_, _, err = NewToken(good, strings.NewReader("short"))
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
}
