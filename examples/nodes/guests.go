package main

import (
	"fmt"
	"time"

	"github.com/redress-go/redress/complaint"
)

// What a month brings.
const (
	day    = 600 * time.Millisecond // how long a day of it takes
	perDay = 4                      // complaints
)

// arrival is when a complaint comes in, from the beginning of the month.
func arrival(i int) time.Duration { return time.Duration(i) * day / perDay }

// mail is the key of a complaint.
func mail(i int) string { return fmt.Sprintf("mail-%04d", i) }

// guestComplaint is what a guest says. One in twelve has said it before, while it is still being handled: the desk counts that as
// a reminder, whichever node it reaches.
func guestComplaint(i int) complaint.Intake {
	guest := i
	if i%12 == 11 {
		guest = i - 4
	}
	grounds := grounds()
	g := grounds[guest%len(grounds)]
	return complaint.Intake{
		Channel: g.channel, Text: g.text, Place: fmt.Sprintf("%02d%02d", 3+guest%15, 1+guest%24), Wanted: complaint.Yuan(g.wanted),
		Complainant: complaint.Person{Name: fmt.Sprintf("客人%d", guest), Phone: fmt.Sprintf("138%08d", guest)},
		Fields:      map[string]string{"matter": g.matter, "attitude": g.attitude},
	}
}

// ground is why somebody complains.
type ground struct {
	channel, matter, attitude, text string
	wanted                          int64 // yuan
}

func grounds() []ground {
	return []ground{
		{"counter", "room", "false", "空调不制冷，要求换房。", 0},
		{"phone", "noise", "false", "隔壁半夜打牌，请来管一管。", 0},
		{"counter", "charge", "false", "账单里多了两瓶水，房间里的东西没动过。", 86},
		{"wechat", "housekeeping", "true", "挂着请勿打扰，服务员还是开门进来。", 200},
		{"counter", "restaurant", "false", "早餐的豆浆是凉的。", 0},
		{"phone", "security", "false", "房间里的钱包被偷了。", 3000},
		{"phone", "lift", "true", "电梯停在半空，按铃没有人接。", 0},
		{"email", "front-desk", "true", "退房排队四十分钟，没有人道歉。", 1500},
		{"counter", "facility", "false", "泳池边的地砖裂了。", 0},
		{"media", "safety", "false", "记者来电：有客人在大堂滑倒受伤。", 8000},
	}
}
