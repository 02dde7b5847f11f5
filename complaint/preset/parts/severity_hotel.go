package parts

import "github.com/redress-go/redress/classify"

// HotelSeverity is R11's three grades from what the desk judges: the area, how grave the
// matter is, how the guest feels, and what was lost. Words alone suggest a grade and never
// set it.
func HotelSeverity() Part {
	const source = "R11"
	return Part{
		Fields: []classify.Field{
			coded("area", "投诉方面", "Area",
				code("facility", "设施", "facilities"), code("awareness", "服务意识", "service awareness"), code("product", "产品", "product"),
				code("standard", "标准规范", "standards and norms"), code("attitude", "态度", "attitude"),
				code("management", "管理意识或水平", "management awareness or level")),
			coded("gravity", "程度", "How grave",
				code("shortcoming", "不足", "a shortcoming"), code("error", "差错", "an error"), code("serious", "严重差错", "a serious error")),
			coded("feeling", "客人感受", "How the guest feels",
				code("calm", "平静", "calm"), code("dissatisfied", "不满", "dissatisfied"), code("strong", "强烈不满", "strongly dissatisfied")),
			yesNo("image", "损害形象", "Harm to the image"),
			yesNo("loss", "已经或可能有经济损失", "Financial loss, actual or possible"),
			yesNo("effect", "已经或可能有严重负面影响", "Serious negative effect, actual or possible"),
			words(),
		},
		Keywords: []classify.Keyword{
			{
				ID: "harm", Label: text("伤害与险情", "harm and danger"), Polarity: classify.PolarityAffirmed,
				Words:  []string{"受伤", "骨折", "烫伤", "食物中毒", "起火", "着火", "被困", "触电", "injured", "food poisoning", "on fire"},
				Except: []string{"着火锅", "烫伤膏"},
			},
			{
				ID: "theft", Label: text("失窃", "theft"), Polarity: classify.PolarityAffirmed,
				Words: []string{"被偷", "失窃", "被盗", "stolen"},
			},
		},
		Tables: []classify.Table{{
			ID: "severity", Label: text("酒店投诉分级", "Severity of a guest complaint"), Sets: classify.DimSeverity, Hit: classify.HitPriority, Default: "minor",
			Rows: []classify.Row{
				row("serious-error", "major", source+": a serious error with strong dissatisfaction", classify.All(
					classify.Is("gravity", "serious"), classify.Is("feeling", "strong"))),
				row("loss-and-effect", "major", source+": loss and serious effect, actual or possible", classify.All(
					classify.IsTrue("loss"), classify.IsTrue("effect"))),
				row("words", "major", source+", words alone: to be confirmed", classify.Any(classify.Hit("harm"), classify.Hit("theft"))),
				row("error", "ordinary", source+": an error", classify.OneOf("gravity", "error", "serious")),
				row("attitude", "ordinary", source+": attitude or management", classify.OneOf("area", "attitude", "management")),
				row("dissatisfied", "ordinary", source+": dissatisfaction", classify.OneOf("feeling", "dissatisfied", "strong")),
				row("image", "ordinary", source+": harm to the image", classify.IsTrue("image")),
				row("loss", "ordinary", source+", ours: a loss without serious effect", classify.IsTrue("loss")),
			},
		}},
	}
}
