package chain

import (
	"encoding/hex"
	"fmt"
)

// Hash is one SHA-256 value: of an entry, of a sealed box, or of a set of heads. The zero Hash
// stands for “nothing before this”, the previous hash of the first entry of a stream.
type Hash [32]byte

// String gives the text form: 64 lower-case hexadecimal digits.
func (h Hash) String() string {
	return hex.EncodeToString(h[:])
}

// IsZero reports whether h is the zero Hash.
func (h Hash) IsZero() bool {
	return h == Hash{}
}

// MarshalText gives the text form, the same as String. It never fails.
func (h Hash) MarshalText() ([]byte, error) {
	return hex.AppendEncode(make([]byte, 0, hex.EncodedLen(len(h))), h[:]), nil
}

// UnmarshalText reads the text form exactly as String writes it: a hash has one spelling only, so
// upper case is refused. The error is a *TextError, and h is then unchanged.
func (h *Hash) UnmarshalText(text []byte) error {
	if len(text) != hex.EncodedLen(len(h)) {
		return &TextError{Length: len(text)}
	}
	var read Hash
	for i, c := range text {
		digit, ok := hexDigit(c)
		if !ok {
			return &TextError{Length: len(text), At: i, Byte: c}
		}
		read[i/2] = read[i/2]<<4 | digit
	}
	*h = read
	return nil
}

// hexDigit gives the value of one lower-case hexadecimal digit.
func hexDigit(c byte) (byte, bool) {
	switch {
	case '0' <= c && c <= '9':
		return c - '0', true
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10, true
	}
	return 0, false
}

// TextError says why a text is not a Hash: its length, or the first byte that is no lower-case
// hexadecimal digit. It does not repeat the text.
type TextError struct {
	Length int  // bytes in the text; a hash has 64
	At     int  // where the first wrong byte stands, from 0
	Byte   byte // the wrong byte, 0 when the length alone is wrong
}

// Error says what is wrong in English.
func (e *TextError) Error() string {
	if e.Length != hex.EncodedLen(len(Hash{})) {
		return fmt.Sprintf("chain: a hash is 64 hexadecimal digits, not %d bytes", e.Length)
	}
	return fmt.Sprintf("chain: byte %d of a hash is %q, not one of 0-9 a-f", e.At, e.Byte)
}
