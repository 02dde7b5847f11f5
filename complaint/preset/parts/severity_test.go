package parts_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/preset/parts"
)

// grade is a complaint as somebody tells it, with what the desk recorded beside it.
type grade struct {
	text     string
	recorded classify.Facts
	want     classify.Severity
	confirm  bool // words suggest more than the facts say
}

func rec() classify.Facts { return classify.Facts{} }

// minor, ordinary … name what is wanted.
const (
	minor    = classify.Minor
	ordinary = classify.Ordinary
	major    = classify.Major
	urgent   = classify.Urgent
)

// hotelTexts are what guests say, near misses of each definition of R11 included.
func hotelTexts() []grade {
	hotel := func(area, gravity, feeling string) classify.Facts {
		return rec().Code("area", area).Code("gravity", gravity).Code("feeling", feeling)
	}
	return []grade{
		{"床头灯有一盏不亮，麻烦有空换个灯泡", hotel("facility", "shortcoming", "calm"), minor, false},
		{"早餐的豆浆是凉的，别的都好", hotel("product", "shortcoming", "calm"), minor, false},
		{"漱口杯有一圈水垢，像没擦干", hotel("standard", "shortcoming", "calm"), minor, false},
		{"大堂没人主动帮忙提行李", hotel("awareness", "shortcoming", "calm"), minor, false},
		{"The gym opens half an hour later than the card in my room says.", hotel("standard", "shortcoming", "calm"), minor, false},
		{"空调有点响，不过没有影响睡觉", rec(), minor, false},
		{"服务员把水洒在我衣服上，说了句没事就走了", hotel("attitude", "shortcoming", "calm"), ordinary, false},
		{"账单里多了两瓶没喝过的水", hotel("product", "error", "calm"), ordinary, false},
		{"排队退房四十分钟，值班经理说人手就这样", hotel("management", "shortcoming", "calm"), ordinary, false},
		{"房间到下午四点还没打扫，我很不高兴", hotel("standard", "shortcoming", "dissatisfied"), ordinary, false},
		{"订的大床给了双床，前台说满房换不了，真让人火大！！", hotel("product", "error", "strong"), ordinary, false},
		{"They gave my room away although I had paid. I am furious.", hotel("management", "error", "strong"), ordinary, false},
		{"把我的点评截图发在群里笑话客人", hotel("awareness", "shortcoming", "calm").Bool("image", true), ordinary, false},
		{"洗坏了一件衬衫，三百块", hotel("product", "shortcoming", "calm").Bool("loss", true), ordinary, false},
		{"前台把别人的房卡给了陌生人，我太太吓坏了，要个说法", hotel("management", "serious", "strong"), major, false},
		{"婚宴当天停电两小时，菜全凉了，两家人下不来台", hotel("facility", "serious", "strong").Bool("image", true), major, false},
		{"保险柜打不开又说丢东西不管，护照和八千美金都在里面", hotel("facility", "error", "strong").Bool("loss", true).Bool("effect", true), major, false},
		{"可能整层客人的信用卡信息都泄露了", hotel("management", "error", "calm").Bool("loss", true).Bool("effect", true), major, false},
		{"一个严重差错，不过客人并不计较", hotel("management", "serious", "calm"), ordinary, false},
		{"孩子在泳池边滑倒，膝盖受伤流血了", hotel("facility", "error", "dissatisfied"), ordinary, true},
		{"幸好没有受伤，只是吓了一跳", hotel("facility", "shortcoming", "calm"), minor, false},
		{"晚上想着火锅，餐厅却关门了", hotel("awareness", "shortcoming", "calm"), minor, false},
		{"我的相機被偷了，監控也不給看", hotel("management", "error", "strong"), ordinary, true},
		{"Ｍｙ　ｌａｐｔｏｐ　ｗａｓ　ｓｔｏｌｅｎ from the room 😡", hotel("management", "serious", "strong"), major, false},
	}
}

// makerTexts are what car owners say, for R16's three lists.
func makerTexts() []grade {
	signs := func(tags ...string) classify.Facts { return rec().Tags("signs", tags...) }
	return []grade{
		{"高速上发动机舱起火，车全烧了", signs("fire-accident"), major, false},
		{"撞树了气囊没弹出来", signs("airbag"), major, false},
		{"三个月的车，必须给我换一台新的", signs("replace-car"), major, false},
		{"变速箱换过两次，符合三包，要求换车", signs("replace-car").Bool("entitled", true), ordinary, false},
		{"不要了，退车退钱", signs("return-car"), major, false},
		{"符合退车条件，按规定办理退车", signs("return-car").Bool("entitled", true), ordinary, false},
		{"烧机油，要求换发动机总成", signs("new-engine"), major, false},
		{"二挡异响，给我换新变速箱", signs("new-gearbox"), major, false},
		{"变速箱符合更换条件，约时间更换", signs("new-gearbox").Bool("entitled", true), ordinary, false},
		{"已经向12315和消协投诉了", signs("public-body"), major, false},
		{"法院传票已经寄给你们了", signs("public-body"), major, false},
		{"过弯时方向突然变沉，差点冲出去", signs("driving-safety"), major, false},
		{"路口突然熄火，后车追尾", signs("driving-safety"), major, false},
		{"合格证被扣押，上不了牌，这是违法的", signs("unlawful"), major, false},
		{"车主是本地大号博主，需要重点跟进", signs("key-control"), major, false},
		{"刹车踏板踩下去是软的", signs("safety-part"), major, false},
		{"律师函三天内送到", signs("lawsuit"), major, false},
		{"有记者打电话来店里问这台车", signs("press-risk"), major, false},
		{"我只要厂家盖章的书面答复", signs("written-answer"), major, false},
		{"派出所和工商都来店里了", signs("police"), major, false},
		{"换车，再赔误工费", signs("car-and-damages"), major, false},
		{"同一个漏油修了五次", signs("repeated-repairs"), major, false},
		{"十几个人拉横幅堵门", signs("blockade"), major, false},
		{"不退钱就找电视台的朋友天天播", signs("media-pressure"), major, false},
		{"保养排队太久，休息区没有水", rec(), ordinary, false},
		{"交车时脚垫少一块", rec(), ordinary, false},
		{"中控黑屏，重启就好了", signs(), ordinary, false},
		{"车里冒烟，吓死人了", rec(), ordinary, true},
		{"没有起火，只是有点焦味", rec(), ordinary, false},
		{"The brakes failed on the slope and nobody at the dealer cares", rec(), ordinary, true},
		{"再不解决我就去找媒体曝光", rec(), ordinary, true},
	}
}

// serviceTexts are what customers of any service say, for R20's four grades by factors.
func serviceTexts() []grade {
	return []grade{
		{"等了半小时才有人接电话", rec(), minor, false},
		{"网页上的营业时间不对", rec().Number("people", 1), minor, false},
		{"没有人受伤，就是地有点滑", rec().Code("safety", "none"), minor, false},
		{"少送了一双筷子", rec().Money("loss", 100, "CNY"), minor, false},
		{"给我多算了一个月的钱", rec().Bool("fault", true), ordinary, false},
		{"你们到底管不管！！！", rec().Bool("upset", true), ordinary, false},
		{"我是第二次打来说这件事了", rec().Number("repeated", 2), ordinary, false},
		{"楼道灯坏了，晚上容易摔跤", rec().Code("safety", "risk"), ordinary, false},
		{"我们五户一起反映的", rec().Number("people", 5), ordinary, false},
		{"四户一起反映的", rec().Number("people", 4), minor, false},
		{"消费者协会转来的单子", rec().Code("outside", "association"), ordinary, false},
		{"损失大概两千五", rec().Money("loss", 250_000, "CNY"), ordinary, false},
		{"损失两千四百九十九块九毛九", rec().Money("loss", 249_999, "CNY"), minor, false},
		{"门夹到手，缝了三针", rec().Code("safety", "harmed"), major, false},
		{"损失五千整", rec().Money("loss", 500_000, "CNY"), major, false},
		{"坡道结冰，我坐轮椅根本不敢走", rec().Code("safety", "risk").Bool("vulnerable", true), major, false},
		{"今天电视台来拍了", rec().Code("outside", "media"), major, false},
		{"监管局要求三天内回复", rec().Code("outside", "regulator"), major, false},
		{"二十个业主在大厅等着", rec().Number("people", 20), major, false},
		{"十九个业主在大厅等着", rec().Number("people", 19), ordinary, false},
		{"第三次投诉了，前两次都没下文", rec().Number("repeated", 3), major, false},
		{"老太太在你们店门口摔倒骨折了", rec().Code("safety", "harmed").Bool("vulnerable", true), urgent, false},
		{"电梯里有人被困，喘不上气", rec().Code("safety", "danger"), urgent, false},
		{"Someone is trapped and there is smoke", rec().Code("safety", "danger"), urgent, false},
		{"危险比钱要紧，记者也来了", rec().Code("safety", "danger").Money("loss", 9_000_000, "CNY").Code("outside", "media"), urgent, false},
		{"邻居家着火了，你们的门禁打不开", rec(), minor, true},
		{"店员说“你去找媒体啊”，态度太差", rec().Bool("fault", true), ordinary, false},
		{"再这样我就找媒体", rec(), minor, true},
		{"我不会发到网上，只想要个说法", rec(), minor, false},
		{"不得不说，孩子確實燙傷了", rec().Bool("upset", true), ordinary, true},
		{"不是没有受伤，只是没去医院", rec(), minor, true},
		{"ｈｏｓｐｉｔａｌ 的账单谁付", rec(), minor, true},
		{"手\u200b指触\u200b电麻了半天", rec(), minor, true},
	}
}

// TestSeverityDefinitions holds each definition on texts that meet it and near misses, and
// writes which rules fired and what words only suggested.
func TestSeverityDefinitions(t *testing.T) {
	total := 0
	for _, set := range []struct {
		name  string
		part  parts.Part
		texts []grade
	}{
		{"hotel", parts.HotelSeverity(), hotelTexts()},
		{"maker", parts.MakerSeverity(), makerTexts()},
		{"service", parts.ServiceSeverity(parts.Limits{}), serviceTexts()},
	} {
		t.Run(set.name, func(t *testing.T) {
			c := joined(t, set.part)
			var b strings.Builder
			for _, g := range set.texts {
				d := decide(t, c, g.recorded.Text("text", g.text))
				assert.Equal(t, g.want.String(), d.Severity.String(), g.text)
				assert.Equal(t, g.confirm, slices.Contains(d.Flags, classify.FlagConfirm), g.text)
				b.WriteString(fired(g, d))
			}
			golden(t, "severity-"+set.name+".txt", b.String())
		})
		total += len(set.texts)
	}
	assert.GreaterOrEqual(t, total, 60)
}

// fired is what a case shows in a golden file.
func fired(g grade, d classify.Decision) string {
	recorded, _ := g.recorded.MarshalJSON()
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n  recorded %s\n", strings.ReplaceAll(g.text, "\u200b", "·"), recorded)
	for _, why := range d.Because {
		rule := why.Row
		if rule == "" {
			rule = "otherwise"
		}
		fmt.Fprintf(&b, "  %s = %s by %s\n", why.Dimension, why.Outcome, rule)
	}
	for _, s := range d.Confirm {
		var seen []string
		sealed, _ := d.Sealed()
		for _, w := range sealed.Words {
			if slices.Contains(s.Spans, w.Span) {
				seen = append(seen, strings.ReplaceAll(w.Text, "\u200b", "·"))
			}
		}
		fmt.Fprintf(&b, "  to confirm: %s = %s by %s, seen %s\n", s.Dimension, s.Outcome, s.Row, strings.Join(seen, ", "))
	}
	return b.String() + "\n"
}

// Every rule of the three definitions decides at least one of the texts; words never do.
func TestEverySeverityRuleIsShown(t *testing.T) {
	for _, set := range []struct {
		part  parts.Part
		texts []grade
	}{
		{parts.HotelSeverity(), hotelTexts()},
		{parts.MakerSeverity(), makerTexts()},
		{parts.ServiceSeverity(parts.Limits{}), serviceTexts()},
	} {
		c := joined(t, set.part)
		cov := c.Coverage()
		for _, g := range set.texts {
			require.NoError(t, cov.Add(decide(t, c, g.recorded.Text("text", g.text))))
		}
		assert.Equal(t, []string{"severity.words"}, cov.Never())
	}
}

// R16: the union of the lists ships, and flags say which list a sign is on.
func TestMakerLists(t *testing.T) {
	c := joined(t, parts.MakerSeverity())
	for sign, lists := range map[string][]string{
		"fire-accident": {"list-major", "class-a"}, "driving-safety": {"list-major"}, "safety-part": {"class-a"},
		"media-pressure": {"class-b"}, "public-body": {"list-major", "class-a"},
	} {
		assert.Equal(t, lists, decide(t, c, rec().Tags("signs", sign)).Flags, sign)
	}
	d := decide(t, c, rec().Tags("signs", "replace-car").Bool("entitled", true))
	assert.Empty(t, d.Flags, "a demand that meets its conditions is on no list")
}

func TestLimitsMove(t *testing.T) {
	c := joined(t, parts.ServiceSeverity(parts.Limits{Loss: 1000, Group: 2, Crowd: 3, Repeats: 4}))
	for _, tc := range []struct {
		facts classify.Facts
		want  classify.Severity
	}{
		{rec().Money("loss", 499, "CNY"), minor},
		{rec().Money("loss", 500, "CNY"), ordinary},
		{rec().Money("loss", 1000, "CNY"), major},
		{rec().Number("people", 2), ordinary},
		{rec().Number("people", 3), major},
	} {
		assert.Equal(t, tc.want.String(), decide(t, c, tc.facts).Severity.String())
	}
	assert.Equal(t, "group", decide(t, c, rec().Number("people", 2)).Scope)
}
