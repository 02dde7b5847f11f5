package playbook_test

import (
	"fmt"
	"math"
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/redress-go/redress/complaint/playbook"
)

func cny(amount int64) playbook.Money { return playbook.Money{Amount: amount, Currency: "CNY"} }
func usd(amount int64) playbook.Money { return playbook.Money{Amount: amount, Currency: "USD"} }

func TestAddingMoney(t *testing.T) {
	for _, tc := range []struct {
		name string
		a, b playbook.Money
		sum  playbook.Money
		ok   bool
	}{
		{"one currency", cny(150), cny(50), cny(200), true},
		{"two currencies", cny(150), usd(50), playbook.Money{}, false},
		{"nothing to something", playbook.Money{}, cny(50), cny(50), true},
		{"something to nothing", cny(50), playbook.Money{}, cny(50), true},
		{"nothing of another currency", cny(50), usd(0), cny(50), true},
		{"nothing and nothing", playbook.Money{}, playbook.Money{}, playbook.Money{}, true},
		{"too much", cny(math.MaxInt64), cny(1), playbook.Money{}, false},
		{"too little", cny(math.MinInt64), cny(-1), playbook.Money{}, false},
		{"as much as there is", cny(math.MaxInt64 - 1), cny(1), cny(math.MaxInt64), true},
		{"to zero", cny(5), cny(-5), cny(0), true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			sum, ok := tc.a.Plus(tc.b)
			require.Equal(t, tc.ok, ok)
			require.Equal(t, tc.sum, sum)
		})
	}
}

func TestAddingMoneyIsExactOrRefused(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := cny(rapid.Int64().Draw(t, "a")), cny(rapid.Int64().Draw(t, "b"))
		exact := new(big.Int).Add(big.NewInt(a.Amount), big.NewInt(b.Amount))
		sum, ok := a.Plus(b)
		require.Equal(t, exact.IsInt64(), ok)
		if ok {
			require.Equal(t, exact.Int64(), sum.Amount)
		}
		other, okToo := b.Plus(a)
		require.Equal(t, ok, okToo)
		require.Equal(t, sum, other)
	})
}

func TestWithinALimit(t *testing.T) {
	for _, tc := range []struct {
		name   string
		amount playbook.Money
		limit  playbook.Money
		ok     bool
	}{
		{"less", cny(99), cny(100), true},
		{"as much", cny(100), cny(100), true},
		{"more", cny(101), cny(100), false},
		{"another currency", usd(1), cny(100), false},
		{"nothing needs no limit", playbook.Money{}, playbook.Money{}, true},
		{"nothing of another currency", usd(0), cny(100), true},
		{"no limit grants nothing", cny(1), playbook.Money{}, false},
	} {
		t.Run(tc.name, func(t *testing.T) { require.Equal(t, tc.ok, tc.amount.Within(tc.limit)) })
	}
}

func TestPrintingMoney(t *testing.T) {
	for m, want := range map[playbook.Money]string{
		playbook.Yuan(200): "200.00 CNY", cny(5): "0.05 CNY", cny(-5): "-0.05 CNY", cny(-12345): "-123.45 CNY", {}: "0.00", {Amount: 7}: "0.07",
		cny(math.MinInt64): "-92233720368547758.08 CNY",
	} {
		require.Equal(t, want, m.String())
	}
}

func ExampleMoney_Plus() {
	sum, ok := playbook.Yuan(120).Plus(playbook.Yuan(80))
	fmt.Println(sum, ok)
	_, ok = sum.Plus(playbook.Money{Amount: 1, Currency: "USD"})
	fmt.Println(ok)
	// Output:
	// 200.00 CNY true
	// false
}

func ExampleMoney_Within() {
	limit := playbook.Yuan(500)
	fmt.Println(playbook.Yuan(500).Within(limit), playbook.Yuan(501).Within(limit))
	// Output: true false
}
