package playbook

import (
	"fmt"
	"strings"
)

// Money is an amount in the smallest unit of its currency (fen, cent). The zero value is no money in any currency; in
// JSON an amount of zero has none either.
type Money struct {
	Amount   int64  `json:"amount"`             // minor units: 20000 is 200.00 yuan
	Currency string `json:"currency,omitempty"` // ISO 4217: "CNY"
}

// Yuan returns whole yuan as Money.
func Yuan(n int64) Money { return Money{Amount: n * 100, Currency: "CNY"} }

// IsZero reports whether the amount is zero, whatever the currency.
func (m Money) IsZero() bool { return m.Amount == 0 }

// Plus adds two amounts. ok is false when the currencies differ or the sum overflows; zero has every currency.
func (m Money) Plus(o Money) (sum Money, ok bool) {
	switch {
	case o.IsZero():
		return m, true
	case m.IsZero():
		return o, true
	case m.Currency != o.Currency:
		return Money{}, false
	}
	s := m.Amount + o.Amount
	if (s > m.Amount) != (o.Amount > 0) {
		return Money{}, false
	}
	return Money{Amount: s, Currency: m.Currency}, true
}

// Within reports whether the amount may be granted under a limit: no more than it and in its currency.
func (m Money) Within(limit Money) bool {
	return m.IsZero() || m.Currency == limit.Currency && m.Amount <= limit.Amount
}

// String prints the amount with two decimals, whatever the currency, and its currency: "200.00 CNY".
func (m Money) String() string {
	sign, a := "", uint64(m.Amount)
	if m.Amount < 0 {
		sign, a = "-", -a
	}
	return strings.TrimRight(fmt.Sprintf("%s%d.%02d %s", sign, a/100, a%100, m.Currency), " ")
}
