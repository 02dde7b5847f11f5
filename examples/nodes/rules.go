package main

import (
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset"
	"github.com/redress-go/redress/sla"
)

// rules is the hotel's playbook with every limit shortened to seconds, so that a month is over in half a minute: the order of
// the limits is kept, their proportions are not. Warnings and ladders hang on the limits and follow.
func rules() *playbook.Playbook {
	pb := preset.Hotel()
	pb.ID, pb.Title = "hotel-in-seconds", playbook.Text{ZH: "酒店客人投诉（以秒计）", EN: "Hotel guest complaints, in seconds"}
	for i := range pb.Targets {
		t := &pb.Targets[i]
		t.Calendar = pb.Calendar // the front desk, which never closes
		for k := range t.Terms {
			t.Terms[k].Term = sla.Term{Span: shortened(t.Terms[k].Term.Span)}
		}
	}
	pb.Approval.Expires = sla.Seconds(4)
	pb.Invite, pb.Templates = playbook.SurveyPolicy{}, nil // the letter a day later would keep the month from ending
	return pb
}

// shortened is what becomes of a limit: one second of minutes, two of a few hours, three of a day, four of several.
func shortened(s sla.Span) sla.Span {
	switch n := s.N(); s.Unit() {
	case sla.Minute:
		return sla.Seconds(1)
	case sla.Hour:
		if n < 12 {
			return sla.Seconds(2)
		}
		return sla.Seconds(3)
	}
	return sla.Seconds(4)
}
