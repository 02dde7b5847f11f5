package preset_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/preset"
)

// told is a complaint as the desk records it.
type told struct {
	channel, matter, text string
	attitude              bool
	yuan, people          int64
	mood                  string
}

func (c told) facts() classify.Facts {
	if c.channel == "" {
		c.channel = "counter"
	}
	f := classify.Facts{}.Code("channel", c.channel).Code("matter", c.matter).Bool("attitude", c.attitude)
	f = f.Number("people", max(c.people, 1)).Code("mood", c.mood).Text("text", c.text)
	if c.yuan > 0 {
		f = f.Money("wanted", c.yuan*100, "CNY")
	}
	return f
}

// decide classifies a complaint with the rules of the hotel.
func decide(t *testing.T, c told) classify.Decision {
	t.Helper()
	classifier, err := classify.Compile(*preset.Hotel().Rules)
	require.NoError(t, err)
	d, err := classifier.Decide(c.facts())
	require.NoError(t, err)
	return d
}

// The definitions of R11 and the fourth tier of R20, each with cases that meet it and near misses that do not.
//
// req: R11.5, R11.6, R11.7
func TestHotelSeverityFollowsTheDefinitions(t *testing.T) {
	cases := []struct {
		name string
		told told
		want classify.Severity
	}{
		{"a shortcoming of the room is minor", told{matter: "room", text: "床头灯有一盏不亮，有空来修一下"}, classify.Minor},
		{"a shortcoming of a public facility is minor", told{matter: "facility", text: "跑步机三台只有一台能用"}, classify.Minor},
		{"a shortcoming of the product is minor", told{matter: "restaurant", text: "豆浆是凉的，咖啡机排长队"}, classify.Minor},
		{"a missed standard is minor", told{matter: "housekeeping", text: "漱口杯有一圈水垢"}, classify.Minor},
		{"noise is minor", told{matter: "noise", text: "隔壁打牌到十一点"}, classify.Minor},
		{"many people who grumble about a clock are minor still", told{matter: "facility", text: "会议厅的钟慢了八分钟", people: 18}, classify.Minor},

		{"attitude makes it ordinary", told{matter: "restaurant", text: "服务员回一句厨房又不是我开的", attitude: true}, classify.Ordinary},
		{"a wrong bill is an error", told{matter: "charge", text: "账单里多了两瓶水"}, classify.Ordinary},
		{"who wants money is dissatisfied", told{matter: "room", text: "空调不制冷，要求减免", yuan: 100}, classify.Ordinary},
		{"an angry guest is dissatisfied", told{matter: "room", text: "热水又没有！！", mood: "angry"}, classify.Ordinary},
		{"a forwarded complaint harms the image", told{matter: "charge", text: "12345 转办：收取服务费未说明", channel: "authority", yuan: 90}, classify.Ordinary},
		{"a lift that rattles is no danger yet", told{matter: "lift", text: "电梯咯噔咯噔响"}, classify.Ordinary},
		{"a fall without injury is ordinary", told{matter: "safety", text: "孩子滑了一跤，没有受重伤"}, classify.Ordinary},
		{"4999 yuan is not yet a big loss", told{matter: "charge", text: "押金不退", yuan: 4999}, classify.Ordinary},

		{"5000 yuan is a financial loss", told{matter: "charge", text: "押金不退", yuan: 5000}, classify.Major},
		{"an injury is serious", told{matter: "safety", text: "浴室滑倒，手腕骨折"}, classify.Major},
		{"food poisoning is serious", told{matter: "safety", text: "九个人上吐下泻，四个在医院挂水", people: 9}, classify.Major},
		{"a theft is serious", told{matter: "security", text: "My passport was stolen from the room"}, classify.Major},
		{"a stranger in the room is serious", told{matter: "security", text: "凌晨陌生男人刷卡开了我的门"}, classify.Major},
		{"the press has a serious effect", told{matter: "housekeeping", text: "节目组明天来采访", channel: "media"}, classify.Major},
		{"a hazard that an authority forwards is serious", told{matter: "safety", text: "安全出口堆放杂物", channel: "authority"}, classify.Major},

		{"people in a lift now", told{matter: "lift", text: "我们八个人被困在电梯里"}, classify.Urgent},
		{"smoke", told{matter: "safety", text: "Smoke on our floor and no alarm"}, classify.Urgent},
		{"gas", told{matter: "safety", text: "走廊有很浓的煤气味"}, classify.Urgent},
		{"somebody breaks in a door", told{matter: "security", text: "他就在门外砸门"}, classify.Urgent},
		{"danger outranks money", told{matter: "safety", text: "孩子呛水沉下去了", yuan: 20000}, classify.Urgent},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.want.String(), decide(t, c.told).Severity.String())
		})
	}
}

// Text suggests, facts decide: a word alone never makes a case major, and a negated one says nothing.
func TestHotelWordsAloneRaiseAFlag(t *testing.T) {
	d := decide(t, told{matter: "restaurant", text: "汤洒了，孩子胳膊起了水泡"})
	assert.Equal(t, classify.Minor, d.Severity)
	assert.Contains(t, d.Flags, "injury")
	require.Len(t, d.Confirm, 1)
	assert.Equal(t, "major", d.Confirm[0].Outcome)

	negated := decide(t, told{matter: "restaurant", text: "汤洒了，还好没有受伤"})
	assert.NotContains(t, negated.Flags, "injury")
	assert.Empty(t, negated.Confirm)
}

func TestHotelFlags(t *testing.T) {
	cases := []struct{ name, text, flag string }{
		{"the taxi is not ours", "The taxi from the airport took a long detour", "third-party"},
		{"the mall next door is not ours", "我在隔壁商场买的毛衣缩水", "third-party"},
		{"insults", "一群饭桶！废物！", "abusive"},
		{"a threat with the press", "不给交代我就找媒体", "press"},
		{"a theft", "相机不见了", "theft"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			assert.Contains(t, decide(t, told{matter: "other", text: c.text}).Flags, c.flag)
		})
	}
	assert.Empty(t, decide(t, told{matter: "restaurant", text: "汤滚烫，火锅很好"}).Flags, "hot soup is no insult")
}

// Complaints are handled where they arise (R11), and what is nobody's is the complaint centre's.
//
// req: R11.4
func TestHotelRoutes(t *testing.T) {
	want := map[string]string{
		"room": "engineering", "facility": "engineering", "lift": "engineering", "housekeeping": "housekeeping",
		"restaurant": "restaurant", "front-desk": "front-office", "charge": "finance", "noise": "security",
		"security": "security", "safety": "security", "other": "complaint-centre", "": "complaint-centre",
	}
	for matter, unit := range want {
		assert.Equal(t, unit, decide(t, told{matter: matter, text: "…"}).Unit, matter)
	}
}

// req: R11.2
func TestHotelContentKindAndScope(t *testing.T) {
	cases := []struct {
		name                 string
		told                 told
		content, kind, scope string
	}{
		{"attitude before what it was about", told{matter: "room", text: "前台爱理不理", attitude: true}, "attitude", "complaint", "individual"},
		{"dirt in the room", told{matter: "housekeeping", text: "床单上有一根长头发"}, "hygiene", "complaint", "individual"},
		{"waiting at the desk", told{matter: "front-desk", text: "退房排队四十分钟"}, "efficiency", "complaint", "individual"},
		{"charges are charges, whoever made them", told{matter: "charge", text: "多收茶位费", attitude: true}, "charge", "complaint", "individual"},
		{"five people are a group", told{matter: "lift", text: "电梯不停六楼", people: 5}, "lift", "complaint", "group"},
		{"four are not", told{matter: "lift", text: "电梯不停六楼", people: 4}, "lift", "complaint", "individual"},
		{"a suggestion in the opinion book", told{matter: "facility", text: "建议印一份大字的", channel: "opinion-book"}, "facility", "suggestion", "individual"},
		{"the same words at the desk are a complaint", told{matter: "facility", text: "建议印一份大字的"}, "facility", "complaint", "individual"},
		{"who wants money does not suggest", told{matter: "facility", text: "建议赔我", channel: "opinion-book", yuan: 10}, "facility", "complaint", "individual"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d := decide(t, c.told)
			assert.Equal(t, []string{c.content, c.kind, c.scope}, []string{d.Categories["content"], d.Kind, d.Scope})
		})
	}
}
