package law

import (
	"time"

	"github.com/redress-go/redress/complaint/playbook"
)

const housingBody = "housing-authority"

// chinaProperty are the rules on complaints about the management of estates.
func chinaProperty() []playbook.Law {
	laws := []playbook.Law{
		{
			ID: "cn.property.national", Jurisdiction: "CN", Trades: []string{"property"},
			Title: text("物业管理条例", "Property management regulations"),
			Limits: []playbook.LegalLimit{{
				ID: "handle", Article: "Art 48", Whom: regulator, Confidence: official, Starts: onReceipt(), Body: housingBody,
				Label: text("及时处理，未规定日数", "handle in good time; no number is given"),
			}},
		},
		{
			ID: "cn.property.hangzhou", Jurisdiction: "CN-ZJ-HZ", Trades: []string{"property"},
			Title: text("杭州市物业管理条例", "Property management regulations of Hangzhou"), Issued: day(2021, time.August, 9),
			Limits: []playbook.LegalLimit{{
				ID: "reply", Article: "Art 50", Whom: company, Confidence: official, Term: days(10), Starts: onReceipt(),
				Label: text("物业服务企业答复", "the property company answers"), Target: outcome(),
			}},
		},
	}
	for _, city := range []struct{ id, place, year, zh, en string }{
		{"binzhou", "CN-SD-BZ", "2019", "滨州市物业管理条例", "Property management regulations of Binzhou"},
		{"heze", "CN-SD-HE", "2022", "菏泽市物业管理条例", "Property management regulations of Heze"},
		{"liaocheng", "CN-SD-LC", "2021", "聊城市物业管理条例", "Property management regulations of Liaocheng"},
	} {
		laws = append(laws, playbook.Law{
			ID: "cn.property." + city.id, Number: city.year, Jurisdiction: city.place, Trades: []string{"property"}, Title: text(city.zh, city.en),
			Limits: []playbook.LegalLimit{{
				ID: "handle", Whom: regulator, Confidence: official, Term: workdays(5), Starts: onReceipt(), Body: housingBody,
				Label: text("主管部门处理并答复", "the authority handles and answers"), Target: outcome(),
			}},
		})
	}
	return laws
}
