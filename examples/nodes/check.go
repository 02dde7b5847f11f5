package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/redress-go/redress/complaint"
)

// finding is a line of the verdict. Without faults the rule holds.
type finding struct {
	zh, en string
	values []any
	faults []string
}

// judge holds the ledgers against what the nodes said while they lived.
func judge(b *books, s *seen) []finding {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]finding{answers(b, s), unanswered(b, s)}, append(times(b), chains(b), numbers(b), notices(b, s), lives(s))...)
}

// answers: what was acknowledged is in the ledger, and no entry is the answer to two requests.
func answers(b *books, s *seen) finding {
	f := finding{
		zh: "应答过的操作 %d 项，全部在账，各一次", en: "commands acknowledged: %d, all in the ledgers, each once",
		values: []any{len(s.acks)},
	}
	whose := map[spot]string{}
	for key, a := range s.acks {
		at := spot{a.Case, a.Seq}
		if other, taken := whose[at]; taken {
			f.faults = append(f.faults, fmt.Sprintf("%s and %s were answered with one entry", key, other))
		}
		whose[at] = key
		ledger := b.ledger[a.Case]
		if a.Seq < 1 || a.Seq > int64(len(ledger)) {
			f.faults = append(f.faults, fmt.Sprintf("%s is lost: entry %d of %s", key, a.Seq, a.Case))
		} else if is := ledger[a.Seq-1].Command.Name(); is != a.Command && (a.Command != "register" || is != "expedite") {
			f.faults = append(f.faults, fmt.Sprintf("%s was %s and is %s", key, a.Command, is))
		}
	}
	f.faults = append(f.faults, twice(b)...)
	return f
}

// twice: this staff does nothing to a case a second time, and a guest who complains again is a reminder of its own key.
func twice(b *books) (faults []string) {
	type deed struct {
		id   complaint.CaseID
		name string
	}
	done := map[deed]bool{}
	b.each(func(e *complaint.Entry) {
		d := deed{e.Case, e.Command.Name()}
		if d.name == "tick" || d.name == "expedite" {
			return
		}
		if done[d] {
			faults = append(faults, fmt.Sprintf("%s: %s was done twice", d.id, d.name))
		}
		done[d] = true
	})
	return faults
}

// hands is how many commands a node has in hand at most: one of takeIn and one of handle.
const hands = 2

// unanswered: what is in the ledgers and nobody was told of was in the hands of a node that was killed.
func unanswered(b *books, s *seen) finding {
	known := map[spot]bool{}
	for _, a := range s.acks {
		known[spot{a.Case, a.Seq}] = true
	}
	most, last := 0, time.Time{}
	for _, l := range s.lives {
		if !l.killed.IsZero() {
			most, last = most+hands, l.killed
		}
	}
	var silent, faults []string
	b.each(func(e *complaint.Entry) {
		if _, tick := step(e); tick || known[spot{e.Case, e.Seq}] {
			return
		}
		silent = append(silent, fmt.Sprintf("%s: entry %d, %s, is nobody's", e.Case, e.Seq, e.Command.Name()))
		if e.Recorded.After(last) {
			faults = append(faults, silent[len(silent)-1]+", after the kill")
		}
	})
	f := finding{
		zh: "被杀前已入账而未及应答的操作 %d 项（至多 %d 项）", en: "commands in the ledgers whose answer died with a node: %d (at most %d)",
		values: []any{len(silent), most}, faults: faults,
	}
	if len(silent) > most {
		f.faults = silent
	}
	return f
}

// chains: every ledger is whole and gives the case as it is stored.
func chains(b *books) finding {
	f := finding{
		zh: "链条 %d 条（%d 案及服务台自身）、记录 %d 条，完好", en: "chains: %d (of %d cases and the desk itself), %d entries, whole",
		values: []any{len(b.cases) + 1, len(b.cases), b.entries}, faults: b.broken,
	}
	for _, c := range b.cases {
		if n := len(b.ledger[c.ID]); int64(n) != c.Version {
			f.faults = append(f.faults, fmt.Sprintf("%s: %d entries, and the case has %d", c.Number, n, c.Version))
		}
	}
	return f
}

// numbers: no two cases have one.
func numbers(b *books) finding {
	f := finding{zh: "案号 %d 个，无重号", en: "case numbers: %d, none twice", values: []any{len(b.cases)}}
	whose := map[string]complaint.CaseID{}
	for _, c := range b.cases {
		if other, taken := whose[c.Number]; taken {
			f.faults = append(f.faults, fmt.Sprintf("%s is the number of %s and of %s", c.Number, other, c.ID))
		}
		whose[c.Number] = c.ID
	}
	return f
}

// notices: whatever a ledger says somebody was to be told was delivered, and nothing else was.
func notices(b *books, s *seen) finding {
	due := map[string]bool{}
	b.each(func(e *complaint.Entry) {
		n := 0
		for _, fx := range e.Effects {
			if notice, ok := fx.(complaint.NoticedEffect); ok && notice.To != complaint.Nobody {
				due[fmt.Sprintf("%s/%d/%d", e.Case, e.Seq, n)] = true
				n++
			}
		}
	})
	f := finding{zh: "通知 %d 条，全部送达，其中 %d 条送达不止一次", en: "notices: %d, all delivered, %d more than once"}
	for id := range due {
		if s.told[id] == 0 {
			f.faults = append(f.faults, id+" was never delivered")
		}
	}
	again := 0
	for id, n := range s.told {
		if n > 1 {
			again++
		}
		if !due[id] && !strings.HasPrefix(id, "desk/") {
			f.faults = append(f.faults, id+" was delivered and is in no ledger")
		}
	}
	f.values = []any{len(due), again}
	return f
}

// lives: one node died the hard way and every other life ended in order.
func lives(s *seen) finding {
	f := finding{zh: "节点被杀 %d 次，其余 %d 次均有序退出", en: "nodes killed: %d; the other %d ended in order", faults: s.faults}
	killed := 0
	for _, l := range s.lives {
		if !l.killed.IsZero() {
			killed++
		}
		if !l.killed.IsZero() == l.clean {
			f.faults = append(f.faults, fmt.Sprintf("node %d, process %d: %s", l.node+1, l.pid, l.exit))
		}
	}
	if killed == 0 {
		f.faults = append(f.faults, "nobody was killed: nothing is proven")
	}
	f.values = []any{killed, len(s.lives) - killed}
	return f
}
