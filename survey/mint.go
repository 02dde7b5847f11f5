package survey

import "io"

// NewToken makes a token for an invitation that a host keeps in a form of its own, under an id of 16 bytes in base64 for
// URLs without padding, and the digest to add to [Invitation.Digests]. The chance is read from random, 48 bytes; a failure
// to read is wrapped. Another id, and no random, give an [*InvalidError].
func NewToken(id string, random io.Reader) (token Token, digest string, err error) {
	plain, err := tokenCoding().DecodeString(id)
	if err != nil || len(plain) != idBytes || len(id) != tokenCoding().EncodedLen(idBytes) { // base64 would skip line breaks
		bad := faults{what: "invitation"}
		bad.add("id", "must be 16 bytes in base64 for URLs, without padding")
		return Token{}, "", bad.err()
	}
	token, _, digest, err = newToken(id, random)
	return token, digest, err
}
