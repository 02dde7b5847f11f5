package law

import (
	"slices"
	"strings"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// All returns the default set: every limit that was read in an official text, in a copy, or in a report (the confidence of
// each says which), in the order of ids. Replaced rules are among them, with the last day they hold for. The values are
// fresh at every call and the caller's to change.
func All() []playbook.Law { return completed(china(), abroad()) }

// Unverified returns what was written from memory and read nowhere, in the order of ids. Some laws stand in both sets, with
// other limits in each. Whoever lays one of these over a playbook is warned of every limit (playbook.Warnings).
func Unverified() []playbook.Law { return completed(fromMemory()) }

// On returns the laws that hold for a complaint received on a day.
func On(laws []playbook.Law, received sla.Date) []playbook.Law {
	var out []playbook.Law
	for i := range laws {
		if laws[i].Holds(received) {
			out = append(out, laws[i])
		}
	}
	return out
}

// For selects from All what binds a trade at a place: the laws of the jurisdiction itself and of those above it, for that
// trade and for everybody, replaced ones included. "CN-ZJ-HZ" has the laws of Hangzhou, of Zhejiang and of the whole country,
// "DE" those of the European Union. An empty trade is every trade. What is only practice is left out.
func For(jurisdiction, trade string) []playbook.Law {
	return slices.DeleteFunc(All(), func(l playbook.Law) bool {
		binds := slices.ContainsFunc(l.Limits, func(x playbook.LegalLimit) bool { return !x.Practice })
		return !binds || !above(l.Jurisdiction, jurisdiction) ||
			trade != "" && len(l.Trades) > 0 && !slices.Contains(l.Trades, trade)
	})
}

// above reports whether the law of one place holds at another.
func above(law, place string) bool {
	if law == "EU" {
		country, _, _ := strings.Cut(place, "-")
		return place == law || slices.Contains(memberStates(), country)
	}
	return place == law || strings.HasPrefix(place, law+"-")
}

// memberStates are the members of the European Union, where its regulations hold.
func memberStates() []string {
	return []string{
		"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
		"MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
	}
}

func china() []playbook.Law {
	return slices.Concat(chinaFinance(), chinaTelecom(), chinaConsumer(), chinaTourism(), chinaProperty(), chinaHotline(), practice())
}

func abroad() []playbook.Law {
	return slices.Concat(britain(), europe(), america(), asiaPacific())
}

func fromMemory() []playbook.Law {
	return slices.Concat(chinaFromMemory(), abroadFromMemory())
}
