package main

import "github.com/redress-go/redress/complaint"

// suggestion: Saturday. The same desk keeps a second rule book, for a managed estate (R02): a suggestion is the director's
// to adopt, is posted with the resident's name, and counts for the award of the year.
func (w *week) suggestion() {
	w.Scene("周六：一条建议，另一本规则（R02）", "Saturday: a suggestion, and another rule book (R02)")
	w.At("2026-09-26 10:00")
	w.Book = "residential@1"
	in := w.from("counter", "cleaning", "2-3-701", "米芾", "13900000031",
		"楼下能不能设分类垃圾桶？", "Could we have separate bins downstairs?")
	in.Fields["purpose"], in.Fields["area"] = "suggest", "area-2"
	c := w.Register(w.officer, in, "建议，另案登记", "a suggestion, in a series of its own")
	closing := complaint.CloseDirectly{Accepted: true, Outcome: "adopted", Text: w.Of("下周到位。", "They come next week.")}
	w.Refused(w.officer, c, closing, "须由主任先决定", "the director decides first")
	c = w.Do(w.director, c, complaint.CompleteTask{Task: 1, Result: "adopted"}, "主任采纳", "adopted")
	c = w.Do(w.officer, c, closing, "", "")
	w.Do(w.head, c, complaint.Publish{
		Where: "notice-board", Named: true, Consent: true, Text: w.Of("采纳业主建议，增设分类垃圾桶。", "Separate bins, as a resident suggested."),
	}, "署名张贴，计入年度评优", "posted with the name; it counts for the award")
	w.Book = ""
}
