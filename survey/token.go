package survey

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
)

// Token opens one invitation once. It is handed to the person asked, in a link
// or on paper, and kept nowhere else: an [Invitation] holds only its digest. It
// prints and encodes as "(token)", so that it does not end up in a log; Reveal
// gives the text.
type Token struct {
	// text is behind a pointer because package fmt does not ask the fields of
	// other people's structs how they want to be printed.
	text *string
}

// Reveal gives the text to be sent: the invitation's id, a dot and the secret,
// 66 characters that need no escaping in a URL. The zero Token has none.
func (t Token) Reveal() string {
	if t.text == nil {
		return ""
	}
	return *t.text
}

// hidden stands for a token wherever one is printed.
const hidden = "(token)"

// String hides the token.
func (Token) String() string { return hidden }

// Format hides the token from every verb of package fmt.
func (Token) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, hidden) }

// MarshalText hides the token.
func (Token) MarshalText() ([]byte, error) { return []byte(hidden), nil }

// Sizes of the two parts of a token, in bytes. The id only finds the invitation;
// the secret has 256 bits of chance.
const (
	idBytes     = 16
	secretBytes = 32
	tokenLength = 66
)

// TokenReason says why a token was refused.
type TokenReason string

// The reasons. Who cannot show the right secret learns Altered and nothing else.
const (
	TokenAltered TokenReason = "altered" // not the invitation's, or not a token at all
	TokenUsed    TokenReason = "used"    // answered already
	TokenRevoked TokenReason = "revoked" // taken back by the host
	TokenExpired TokenReason = "expired" // after the invitation's time
	TokenEarly   TokenReason = "early"   // before the invitation was issued
)

// TokenError reports a token that opens nothing. Find it with errors.As. It does
// not contain the token.
type TokenError struct{ Reason TokenReason }

// Error names the reason.
func (e *TokenError) Error() string { return "survey: the token is refused: " + string(e.Reason) }

// TokenID gives the id of the invitation a token claims to be for, to look it up
// by; only [Invitation.Redeem] says whether the token is right. A text that is
// no token gives a [*TokenError].
func TokenID(token string) (string, error) {
	id, _, err := splitToken(token)
	return id, err
}

// splitToken takes a token apart. Only one spelling of each token is accepted.
func splitToken(token string) (id string, secret []byte, err error) {
	if len(token) != tokenLength { // base64 would skip line breaks
		return "", nil, &TokenError{Reason: TokenAltered}
	}
	id, text, _ := strings.Cut(token, ".")
	plain, err1 := tokenCoding().DecodeString(id)
	secret, err2 := tokenCoding().DecodeString(text)
	if err1 != nil || err2 != nil || len(plain) != idBytes || len(secret) != secretBytes {
		return "", nil, &TokenError{Reason: TokenAltered}
	}
	return id, secret, nil
}

// tokenCoding is base64 for URLs that refuses stray bits at the end.
func tokenCoding() *base64.Encoding { return base64.RawURLEncoding.Strict() }

// newToken makes a token for an invitation, or for a new one when the id is
// empty, and the digest to keep.
func newToken(id string, random io.Reader) (token Token, newID, digest string, err error) {
	chance := make([]byte, idBytes+secretBytes)
	if random == nil {
		bad := faults{what: "invitation"}
		bad.add("random", "must be a source of chance, such as crypto/rand.Reader")
		return Token{}, "", "", bad.err()
	}
	if _, err := io.ReadFull(random, chance); err != nil {
		return Token{}, "", "", fmt.Errorf("survey: no chance for a token: %w", err)
	}
	if id == "" {
		id = tokenCoding().EncodeToString(chance[:idBytes])
	}
	secret := chance[idBytes:]
	text := id + "." + tokenCoding().EncodeToString(secret)
	return Token{&text}, id, digestOf(id, secret), nil
}

// digestOf is the SHA-256, in hexadecimal, of the length of the id (eight bytes,
// big-endian), the id and the secret. The secret has so much chance that it
// needs neither salt nor a slow hash.
func digestOf(id string, secret []byte) string {
	buf := binary.BigEndian.AppendUint64(nil, uint64(len(id)))
	buf = append(buf, id...)
	sum := sha256.Sum256(append(buf, secret...))
	return hex.EncodeToString(sum[:])
}

// matches compares a digest with all of a list, in a time that does not tell
// which, or how far, it fits.
func matches(digest string, list []string) bool {
	found := 0
	for _, d := range list {
		found |= subtle.ConstantTimeCompare([]byte(digest), []byte(d))
	}
	return found == 1
}
