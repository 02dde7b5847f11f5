package law_test

import (
	"fmt"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset"
	"github.com/redress-go/redress/complaint/preset/law"
	"github.com/redress-go/redress/sla"
)

// The laws on tourism, laid over the playbook of a hotel.
func ExampleLay() {
	pb, err := law.Lay(preset.Hotel(), law.For("CN", "hotel")...)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, l := range pb.Laws {
		fmt.Printf("%s from %q to %q\n", l.ID, l.From, l.To)
	}
	fmt.Println(pb.Validate())
	// Output:
	// cn.samr.121 from "2026-04-15" to ""
	// cn.samr.20 from "" to "2026-04-14"
	// cn.tour.14 from "2026-03-15" to ""
	// cn.tour.32 from "2010-07-01" to "2026-03-14"
	// <nil>
}

// Which calendar counts, and who approves what the law leaves to somebody senior.
func ExampleOptions_Lay() {
	bank := preset.Hotel()
	bank.ID = "bank"
	pb, err := law.Options{Calendar: "office", Approver: "deputy-gm"}.Lay(bank, law.For("CN", "bank")...)
	if err != nil {
		fmt.Println(err)
		return
	}
	t := pb.Target("cn.fin.2020.decide")
	fmt.Println(t.Terms[0].Term, "at most", t.ExtendLimit)
	for _, x := range t.Extensions {
		fmt.Printf("%s: %s %s, approved by %q\n", x.Name, x.Shape, x.Span, x.Approver)
	}
	// Output:
	// 15d at most 60d
	// complex: to 30d, approved by ""
	// special: plus 30d, approved by "deputy-gm"
}

// The law of the day: on 14 April 2026 the market regulator still had 45 working days.
func ExampleOn() {
	for _, day := range []string{"2026-04-14", "2026-04-15"} {
		date, _ := sla.ParseDate(day)
		for _, l := range law.On(law.For("CN", "service"), date) {
			fmt.Println(day, l.ID, l.Limits[1].Term)
		}
	}
	// Output:
	// 2026-04-14 cn.samr.20 45wd
	// 2026-04-15 cn.samr.121 60d
}

// The place decides: a city has the laws of its province and of the country.
func ExampleFor() {
	for _, l := range law.For("CN-ZJ-HZ", "property") {
		fmt.Println(l.ID, l.Jurisdiction)
	}
	// Output:
	// cn.consumer.zhejiang CN-ZJ
	// cn.property.hangzhou CN-ZJ-HZ
	// cn.property.national CN
	// cn.samr.121 CN
	// cn.samr.20 CN
}

// What was read nowhere is asked for by name.
func ExampleUnverified() {
	for _, l := range law.Unverified() {
		for _, x := range l.Limits {
			if l.ID == "us.regx" {
				fmt.Println(l.ID, x.ID, x.Term, x.Confidence == playbook.Unverified)
			}
		}
	}
	// Output:
	// us.regx ack 5wd true
	// us.regx decide 30wd true
}
