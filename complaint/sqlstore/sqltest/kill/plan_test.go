package kill

import (
	"fmt"
	"strconv"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
)

// life is how many requests make up one round of a writer, which begins with a case of its own.
const life = 12

// sharing is for how many lives a writer stays with a case that it shares with every other writer.
const sharing = 4

// writer is one who sends requests, one after the other. What it sends next follows from the fields alone, so a node that
// takes the place of a killed one sends the very request that was not acknowledged, with the same key.
type writer struct {
	Name   string
	Next   int              // number of the next request, from 0
	Own    complaint.CaseID // the case of this life
	Shared complaint.CaseID // the case shared with the others
}

// request is the next one. Its key is also the name of the actor, which stands in the ledger: that is how the checker
// knows an entry again. Requests of the shared case's registration are the same for all writers.
func (w *writer) request() complaint.Request {
	round := w.Next / life
	key := w.Name + "/" + strconv.Itoa(w.Next)
	req := complaint.Request{
		Actor: complaint.Actor{ID: w.Name, Name: key, Role: "clerk", Unit: "desk"}, Key: key, Case: w.Own,
	}
	note := complaint.Note{Text: key}
	switch w.Next % life {
	case 0:
		req.Case, req.Command = "", intake("counter", key)
	case 1:
		group := "shared/" + strconv.Itoa(round/sharing)
		req.Actor.ID, req.Actor.Name, req.Key = "shared", group, group
		req.Case, req.Command = "", intake("phone", group)
	case 2:
		req.Command = note
		if round%4 != 0 {
			req.Command = complaint.Acknowledge{}
		}
	case 4:
		req.Command = complaint.Assess{}
	case 5, 7: // a case that is held is left to its clocks: what they owe is then plain
		req.Command = note
		if round%4 == 2 && w.Next%life == 5 {
			req.Command = complaint.Hold{Reason: "guest"}
		} else if round%4 == 2 {
			req.Command = complaint.Resume{}
		}
	case 9:
		req.Command = complaint.Dispatch{Unit: "rooms"}
		if round%2 == 1 {
			req.Command = complaint.CloseDirectly{Accepted: true}
		}
	case 10:
		req.Command = note
	default:
		req.Case, req.Command = w.Shared, note
	}
	return req
}

// took moves on after an answer.
func (w *writer) took(n int, id complaint.CaseID) {
	switch n % life {
	case 0:
		w.Own = id
	case 1:
		w.Shared = id
	}
	w.Next = n + 1
}

func intake(channel, text string) complaint.Intake {
	return complaint.Intake{
		Channel: channel, Severity: classify.Minor, Place: "1208", Text: text,
		Complainant: complaint.Person{Name: "王先生"},
	}
}

// writers are the writers of a node.
func writers(node string, n int) []*writer {
	all := make([]*writer, n)
	for i := range all {
		all[i] = &writer{Name: fmt.Sprintf("%s-%d", node, i)}
	}
	return all
}
