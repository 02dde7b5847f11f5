package complaint

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/benbjohnson/clock"
	"github.com/rs/zerolog"

	"github.com/redress-go/redress/classify"
)

// Clock tells the time. clock.New() and *clock.Mock of benbjohnson/clock satisfy it as they are. The library never
// sleeps on a Clock: with a mock, a test moves it and calls Sweep.
type Clock interface {
	Now() time.Time
}

// Sealer encrypts the boxes that hold personal data. Open must read whatever Seal ever wrote, with any key still held;
// for a box whose key was destroyed it returns ErrKeyDestroyed, and the box counts as erased. Both are called from many
// goroutines.
type Sealer interface {
	// Seal encrypts with the present key.
	Seal(plain []byte) (box []byte, err error)
	// Open decrypts with whatever key the box was sealed with.
	Open(box []byte) (plain []byte, err error)
}

// Picker chooses the person of a unit who gets a case. It must answer from its arguments alone; "" leaves the choice to
// the unit. Called from many goroutines.
type Picker interface {
	Pick(c *Case, unit string, candidates []StaffMember) string
}

// Config sets up a desk. The zero value and nil work.
type Config struct {
	// Org is the organisation of actors that name none. Defaults to "default".
	Org string
	// Clock tells the time. Defaults to the machine's clock.
	Clock Clock
	// Rand gives ids, salts and nonces. Defaults to crypto/rand.Reader.
	Rand io.Reader
	// Logger gets one line per parked case and failed delivery, without personal data. Defaults to silence.
	Logger zerolog.Logger
	// Sealer encrypts personal data. Defaults to none: boxes are stored in clear, and can still be erased.
	Sealer Sealer
	// Staff returns the present snapshot of people. Defaults to nobody: notices go to roles and units.
	Staff func() *Staff
	// Picker chooses the person of a unit. Defaults to none: the unit chooses.
	Picker Picker
	// Funcs are the functions that a playbook's rules name. They must be pure and safe for concurrent use. Defaults to none.
	Funcs map[string]func(classify.Facts) bool
	// SearchKey keys the search hashes that recognise repeats. Defaults to a random key kept in the store.
	SearchKey []byte
	// SurveyLink stands before the token of an invitation to the survey: "https://example.com/survey?t=". Defaults to nothing:
	// texts show the token alone.
	SurveyLink string
	// MaxText bounds each text of a command, in bytes. Defaults to 64 KiB.
	MaxText int
	// MaxClockSkew is how far the desk's clock may be from the store's. Defaults to 2 s; negative means not checked.
	MaxClockSkew time.Duration
	// SweepPage is how many due cases Sweep reads at once. Defaults to 100.
	SweepPage int
	// CacheSize is how many cases the desk remembers after writing them, to spare a read. Defaults to 512.
	CacheSize int
	// RetryAfter is how long a case is set aside after its first failed tick; it doubles up to an hour. Defaults to 1 min.
	RetryAfter time.Duration
	// DeliveryAttempts is how often a notice is tried before it is given up. Defaults to 8.
	DeliveryAttempts int
	// DeliveryLease is how long a claimed notice stays ours. The handler has at least half of it for each notice and is told
	// to stop at its end, when another node may deliver the same notice; Health.Overran counts those. Make it twice as long
	// as the slowest delivery. Defaults to 1 min.
	DeliveryLease time.Duration
	// DeliveryUnordered lets every notice of a case leave by itself, in no order, so that one that fails keeps none of the
	// others waiting; what the playbook gathers in digests stays together. It holds for notices written from now on, by this
	// desk. Each costs a Claim of its own. Defaults to false: the notices of a case leave in order.
	DeliveryUnordered bool
	// MaxSleep bounds how long Run sleeps before it looks at the store again. Defaults to 30 s.
	MaxSleep time.Duration
}

// withDefaults fills what was left open. It never changes the receiver.
func (c *Config) withDefaults() Config {
	var out Config
	if c != nil {
		out = *c
	} else {
		out.Logger = zerolog.Nop()
	}
	setDefault(&out.Org, "default")
	if out.Clock == nil {
		out.Clock = clock.New()
	}
	if out.Rand == nil {
		out.Rand = rand.Reader
	}
	if out.Sealer == nil {
		out.Sealer = openSealer{}
	}
	if out.Staff == nil {
		out.Staff = func() *Staff { return nil }
	}
	setDefault(&out.MaxText, 64<<10)
	setDefault(&out.MaxClockSkew, 2*time.Second)
	setDefault(&out.SweepPage, 100)
	setDefault(&out.CacheSize, 512)
	setDefault(&out.RetryAfter, time.Minute)
	setDefault(&out.DeliveryAttempts, 8)
	setDefault(&out.DeliveryLease, time.Minute)
	setDefault(&out.MaxSleep, 30*time.Second)
	return out
}

func setDefault[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

func (c *Config) validate() error {
	var faults []error
	for name, n := range map[string]int{"MaxText": c.MaxText, "SweepPage": c.SweepPage, "Attempts": c.DeliveryAttempts, "Recent": c.CacheSize} {
		if n < 0 {
			faults = append(faults, invalid(name, "not negative"))
		}
	}
	for name, d := range map[string]time.Duration{"RetryAfter": c.RetryAfter, "Lease": c.DeliveryLease, "Idle": c.MaxSleep} {
		if d < 0 {
			faults = append(faults, invalid(name, "not negative"))
		}
	}
	if len(c.Org) > MaxName {
		faults = append(faults, invalid("Org", fmt.Sprintf("at most %d bytes", MaxName)))
	}
	if len(c.SearchKey) > 0 && len(c.SearchKey) < 16 {
		faults = append(faults, invalid("MatchKey", "at least 16 bytes"))
	}
	return joinFaults(faults)
}

// joinFaults makes one error of the faults of several.
func joinFaults(faults []error) error {
	var all []FieldError
	for _, err := range faults {
		var e *Error
		if errors.As(err, &e) {
			all = append(all, e.Fields...)
		}
	}
	if len(all) == 0 {
		return nil
	}
	return &Error{Code: ErrInvalid, Fields: sortFaults(all)}
}

// openSealer is the Sealer that does not encrypt.
type openSealer struct{}

func (openSealer) Seal(plain []byte) ([]byte, error) { return plain, nil }
func (openSealer) Open(box []byte) ([]byte, error)   { return box, nil }
