package preset

import "github.com/redress-go/redress/classify"

// hotelLexicon is what the rules look for in the guest's words; ours. Serious words count only when they are affirmed:
// 没有受伤 is no injury.
func hotelLexicon() classify.Lexicon {
	return classify.Lexicon{Keywords: []classify.Keyword{
		{
			ID: "injury", Label: classify.Label{ZH: "伤病", EN: "injury or illness"}, Polarity: classify.PolarityAffirmed,
			Words: []string{
				"受伤", "重伤", "骨折", "烫伤了", "水泡", "缝了", "流血", "全是血", "食物中毒", "上吐下泻", "挂水", "送急诊", "急诊",
				"在医院", "心脏病", "胸口", "触电", "电了一下", "昏迷", "晕倒", "砸到", "大包", "红疹", "过敏",
				"hospital", "injured", "stitches", "burned", "food poisoning", "fracture",
			},
			Except: []string{"烫伤膏", "过敏体质"},
		},
		{
			ID: "danger", Label: classify.Label{ZH: "险情", EN: "danger now"}, Polarity: classify.PolarityAffirmed,
			Words: []string{
				"着火", "起火", "浓烟", "全是烟", "煤气", "燃气味", "被困", "困在", "关住", "关着人", "喘不上气", "呛水", "溺水", "砸门",
				"smoke", "on fire", "gas leak", "trapped", "shouting inside", "drowning",
			},
			Except: []string{"煤气费", "着火锅"},
		},
		{
			ID: "theft", Label: classify.Label{ZH: "失窃", EN: "theft"}, Polarity: classify.PolarityAffirmed,
			Words:  []string{"不见了", "被偷", "被盗", "失窃", "偷走", "别人领走", "stolen", "theft"},
			Except: []string{"看不见了"},
		},
		{
			ID: "intrusion", Label: classify.Label{ZH: "侵入或偷拍", EN: "intrusion"}, Polarity: classify.PolarityAffirmed,
			Words: []string{"陌生男人", "陌生人", "开了我的门", "针孔", "偷拍", "尾随", "hidden camera", "stranger in my room"},
		},
		{
			ID: "third-party", Label: classify.Label{ZH: "他方责任", EN: "somebody else's"},
			Words: []string{"隔壁商场", "出租车", "网约车", "the taxi", "taxi driver", "the driver charged"},
		},
		{
			ID: "abusive", Label: classify.Label{ZH: "辱骂威胁", EN: "abuse and threats"},
			Words: []string{"废物", "饭桶", "没一个是人", "找人收拾", "滚", "弄死", "idiots", "scum"},
			Except: []string{
				"滚烫", "翻滚", "滚动", "滚轮", "打滚",
			},
		},
		{
			ID: "press", Label: classify.Label{ZH: "扬言曝光", EN: "going to the press"}, Polarity: classify.PolarityAffirmed,
			Words: []string{"找媒体", "曝光", "发到网上", "上热搜", "the press", "go public"},
		},
		{
			ID: "suggestion", Label: classify.Label{ZH: "建议", EN: "suggestion"},
			Words: []string{"建议", "希望", "能不能", "盼", "可以", "最好", "就更", "请紧", "please", "one idea", "would be", "could", "kind"},
		},
		{
			ID: "dirt", Label: classify.Label{ZH: "不洁", EN: "dirt"}, Polarity: classify.PolarityAffirmed,
			Words: []string{
				"头发", "污", "水渍", "水圈", "水垢", "霉味", "发黑", "灰", "血点", "烟味", "蟑螂", "虫", "臭", "汗味", "没洗干净", "米粒", "脏",
				"dirty", "hair", "bed bugs", "socks", "plaster", "smell",
			},
		},
		{
			ID: "wait", Label: classify.Label{ZH: "久等", EN: "waiting"},
			Words: []string{"排队", "排了", "等了", "半小时", "催了", "一个小时", "没人", "迟迟", "waited", "queue", "half an hour", "one hour"},
		},
	}}
}
