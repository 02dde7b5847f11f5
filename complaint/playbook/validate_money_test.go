package playbook_test

import (
	"testing"
	"time"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
)

func TestFaultsOfOffersAndMoney(t *testing.T) {
	limit := func(w time.Duration, m playbook.Money) func(*playbook.Playbook) {
		return func(p *playbook.Playbook) {
			p.Limits = []playbook.Limit{{Window: classify.Window(w), Amount: m}}
		}
	}
	goodwill := func(roles ...string) func(*playbook.Playbook) {
		return func(p *playbook.Playbook) {
			p.Reliefs[0] = playbook.Relief{Code: "goodwill", Label: text("善意", "goodwill"), OutsideLimit: true, Roles: roles}
		}
	}
	run(t, []mutation{
		{"a negative number of proposals", "offers.proposals", func(p *playbook.Playbook) { p.Offers.Proposals = -1 }},
		{"a negative number of rounds", "offers.rounds", func(p *playbook.Playbook) { p.Offers.Rounds = -1 }},
		{"a place to turn to twice", "recourse[1]", func(p *playbook.Playbook) { p.Recourse = []playbook.Code{code("court"), code("court")} }},
		{"a place to turn to in words", "recourse[0]", func(p *playbook.Playbook) { p.Recourse = []playbook.Code{code("The Court")} }},
		{"a limit without a window", "limits[0].window", limit(0, playbook.Yuan(5))},
		{"a limit of a negative window", "limits[0].window", limit(-time.Hour, playbook.Yuan(5))},
		{"a limit of nothing", "limits[0].amount", limit(time.Hour, playbook.Money{Currency: "CNY"})},
		{"a limit below nothing", "limits[0].amount", limit(time.Hour, playbook.Yuan(-1))},
		{"a limit in no currency", "limits[0].amount", limit(time.Hour, playbook.Money{Amount: 5})},
		{"goodwill that anybody gives without end", "reliefs[0].roles", goodwill()},
		{"goodwill of an unknown role", "reliefs[0].roles[1]", goodwill("boss", "king")},
		{"goodwill of a role twice", "reliefs[0].roles[1]", goodwill("boss", "boss")},
		{"goodwill of a role that may give nothing", "reliefs[0].roles", goodwill("clerk")},
	})
}
