package preset

import (
	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
)

// bigLoss is from which wish on the loss makes a case major: what the deputy general manager may grant alone; ours.
func bigLoss() int64 { return playbook.Yuan(5000).Amount }

// hotelSeverityTable turns the definitions of R11 and the fourth tier of R20 into conditions. The highest row that
// matches decides; what matches none is minor.
func hotelSeverityTable() classify.Table {
	is := func(matters ...string) classify.Cond { return classify.OneOf("matter", matters...) }
	row := func(id, then, source string, when classify.Cond) classify.Row {
		return classify.Row{ID: id, Then: then, When: when, Source: source}
	}
	return classify.Table{
		ID: "severity", Sets: classify.DimSeverity, Hit: classify.HitPriority, Default: "minor",
		Rows: []classify.Row{
			row("danger", "urgent", "R20: urgent", classify.All(is("safety", "lift", "security"), classify.Hit("danger"))),

			row("injury", "major", "R11: serious error", classify.All(is("safety", "lift", "security"), classify.Hit("injury"))),
			row("theft", "major", "R11: financial loss", classify.All(is("security"), classify.Hit("theft"))),
			row("intrusion", "major", "R11: serious error", classify.All(is("security", "safety"), classify.Hit("intrusion"))),
			row("loss", "major", "R11: financial loss; the amount is ours", classify.AtLeast("wanted", bigLoss())),
			row("media", "major", "R11: serious negative effect", classify.Is("channel", "media")),
			row("hazard", "major", "R11: serious negative effect", classify.All(classify.Is("channel", "authority"), is("safety"))),
			row("words", "major", "R11, words alone: to be confirmed", classify.Any(classify.Hit("injury"), classify.Hit("danger"))),

			row("attitude", "ordinary", "R11: attitude or management awareness", classify.IsTrue("attitude")),
			row("weighty", "ordinary", "R11: an error", is("charge", "safety", "security", "lift")),
			row("asks", "ordinary", "R11: dissatisfaction", classify.AtLeast("wanted", 1)),
			row("mood", "ordinary", "R11: dissatisfaction", classify.OneOf("mood", "upset", "angry")),
			row("forwarded", "ordinary", "R11: harm to the image", classify.Is("channel", "authority")),
		},
	}
}
