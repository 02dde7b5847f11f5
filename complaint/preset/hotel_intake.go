package preset

import (
	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
)

// hotelChannels are the ways a guest complains: spoken, written or phoned, also through others (R11), and the channels
// of R20. Only a complaint that somebody forwarded must say who it is from.
func hotelChannels() []playbook.Channel {
	return []playbook.Channel{
		{Code: "counter", Label: text("前台当面", "at the desk")},
		{Code: "phone", Label: text("电话", "phone")},
		{Code: "letter", Label: text("来信", "letter")},
		{Code: "email", Label: text("电子邮件", "e-mail")},
		{Code: "web", Label: text("网评", "review site")},
		{Code: "wechat", Label: text("微信", "WeChat")},
		{Code: "opinion-book", Label: text("意见簿", "opinion book")},
		{Code: "staff", Label: text("员工转述", "through an employee")},
		{Code: "media", Label: text("媒体", "media")},
		{Code: "authority", Label: text("政府或消协转办", "forwarded by an authority"), Required: []string{"text"}},
	}
}

func hotelKinds() []playbook.Kind {
	return []playbook.Kind{
		kind("complaint", "投诉", "complaint"), kind("suggestion", "建议", "suggestion"), kind("query", "咨询", "query"),
	}
}

// hotelGrades are the severities. The first three with their definitions are R11's, in our words; urgent is R20's fourth
// tier. Which of them needs what is R11's for major cases and ours otherwise.
func hotelGrades() []playbook.Grade {
	return []playbook.Grade{
		{
			Severity: classify.Minor, Label: text("轻微", "minor"), Direct: true,
			Definition: text(
				"设施、服务意识、产品、标准或规范上的不足，不涉及态度和管理意识，影响很小",
				"a shortcoming in facilities, service awareness, product, standards or norms; neither attitude nor management awareness; of small effect",
			),
		},
		{
			Severity: classify.Ordinary, Label: text("一般", "ordinary"), FollowUp: true, MustPass: []string{playbook.Investigating},
			Definition: text(
				"上述方面出了差错，或涉及态度、管理意识、管理水平，引起客人不满，损害酒店形象",
				"an error in any of these, or in attitude, management awareness or level; the guest is dissatisfied, the hotel's image suffers",
			),
		},
		{
			Severity: classify.Major, Label: text("重大", "major"), FollowUp: true, Instruction: true, CaseStudy: true,
			MustPass: []string{playbook.Investigating, playbook.Proposing}, Required: []string{"text"}, Unit: "complaint-centre",
			Definition: text(
				"上述任一方面的严重差错，引起强烈不满，已经或可能造成经济损失和严重的负面影响",
				"a serious error in any of these; strong dissatisfaction; financial loss and a serious negative effect, actual or possible",
			),
		},
		{
			Severity: classify.Urgent, Label: text("紧急", "urgent"), FollowUp: true, CaseStudy: true,
			MustPass: []string{playbook.Investigating}, Required: []string{"text"}, Unit: "complaint-centre",
			Definition: text(
				"人身安全正受威胁，须先救人处置，同时上报，不等批示",
				"people are in danger now: help first and report at the same time, without waiting for instruction",
			),
		},
	}
}

// hotelFields are what the desk records beside the words of the guest: the object (R20) and whether attitude or
// management is complained of, which tells minor from ordinary (R11).
func hotelFields() []playbook.Field {
	return []playbook.Field{
		{Name: "matter", Label: text("投诉对象", "What it is about"), Type: playbook.CodeField, Values: hotelMatters()},
		{Name: "attitude", Label: text("涉及态度或管理", "Attitude or management"), Type: playbook.BoolField},
		{Name: "guest", Label: text("客史档案号", "Guest profile number"), Type: playbook.NumberField, Personal: true},
		{Name: "booking", Label: text("订单号", "Booking number"), Type: playbook.TextField, Personal: true},
	}
}

func hotelMatters() []playbook.Code {
	return []playbook.Code{
		code("room", "客房设备", "room"), code("facility", "公共设施", "facility"), code("restaurant", "餐饮", "restaurant"),
		code("front-desk", "前厅服务", "front desk"), code("housekeeping", "客房服务", "housekeeping"),
		code("security", "财物与治安", "security"), code("charge", "收费", "charge"), code("noise", "噪音", "noise"),
		code("lift", "电梯", "lift"), code("safety", "人身安全", "safety"), code("other", "其他", "other"),
	}
}
