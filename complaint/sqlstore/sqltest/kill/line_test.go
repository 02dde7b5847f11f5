package kill

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/redress-go/redress/complaint"
)

// What a node says, one line each, after it has happened:
//
//	ack WRITER N KEY CASE SEQ HASH HOW   the request was accepted; HASH is - when the case has moved on since
//	refused WRITER N KEY RULE        the rules refused it, nothing was stored
//	retried KEY ERROR                the store could not say; the same request is sent again
//	told ID                          a notice was delivered
//	early CASE SEQ MICROSECONDS      a step was about to be written before its time by this node's clock
//	fault TEXT                       what must never happen: an acknowledged case is gone, Desk.Run came back by itself
//	done                             everything is recorded and delivered; the node ends by itself

// speech writes lines. A line is one write to a pipe, so a kill leaves whole lines only.
type speech struct{ w io.Writer }

func (s speech) say(format string, args ...any) {
	_, _ = io.WriteString(s.w, strings.ReplaceAll(fmt.Sprintf(format, args...), "\n", " ")+"\n")
}

// ack is an acknowledged request.
type ack struct {
	writer string
	n      int
	key    string
	id     complaint.CaseID
	seq    int64
	hash   string
	how    string // "new", or "again" when it had been stored before and only the answer was lost
}

func (s speech) ack(w *writer, key string, res complaint.Result) {
	hash := "-"
	if res.Case.Version == res.Seq {
		hash = res.Case.Head.String()
	}
	how := "new"
	if res.Replayed {
		how = "again"
	}
	s.say("ack %s %d %s %s %d %s %s", w.Name, w.Next, key, res.Case.ID, res.Seq, hash, how)
}

// readAck reads the words of an ack or, without the last four, of a refusal.
func readAck(words []string) (a ack, err error) {
	if len(words) < 5 || words[0] == "ack" && len(words) != 8 {
		return a, errors.New("not a whole line")
	}
	a = ack{writer: words[1], key: words[3]}
	if a.n, err = strconv.Atoi(words[2]); err != nil || words[0] != "ack" {
		return a, err
	}
	a.id, a.hash, a.how = complaint.CaseID(words[4]), words[6], words[7]
	a.seq, err = strconv.ParseInt(words[5], 10, 64)
	return a, err
}
