package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
)

// columns are the header of the input, in order.
var columns = []string{"key", "received", "channel", "name", "phone", "place", "about", "staff", "text", "demand", "amount", "people"}

// row is one complaint of the input.
type row struct {
	Line     int       // in the file, the header being 1
	Key      string    // the host's own key of the message
	Received time.Time // when the guest complained, in the zone of the hotel
	Channel  string
	Name     string
	Phone    string
	Place    string
	Matter   string
	Staff    string // id of the employee complained about
	Text     string
	Demand   string
	Wanted   complaint.Money
	People   int

	taken time.Time // when it is taken in, and by whom: see arrivals
	by    *person
}

// badLine is a line that could not be taken, with every reason at once.
type badLine struct {
	Line    int
	Key     string
	Reasons []reason
}

// reason says which column breaks which rule.
type reason struct {
	column string
	rule   playbook.Text
}

// in puts a bad line into words.
func (b badLine) in(t tongue) string {
	var all []string
	for _, r := range b.Reasons {
		all = append(all, r.column+t.of("：", ": ")+t.in(r.rule))
	}
	return fmt.Sprintf(t.of("第 %d 行（%s）%s", "line %d (%s): %s"), b.Line, b.Key, strings.Join(all, t.of("；", "; ")))
}

// because makes a reason.
func because(column, zh, en string) reason { return reason{column, playbook.Text{ZH: zh, EN: en}} }

// input reads complaints: what a line may say comes from the playbook, the staff and the month.
type input struct {
	channels []string
	matters  []string
	staff    []string
	month    time.Time // its first instant, in the zone of the hotel
}

// newInput takes the closed lists from a playbook.
func newInput(pb *playbook.Playbook, staff []string, month time.Time) input {
	in := input{staff: staff, month: month}
	for _, c := range pb.Channels {
		in.channels = append(in.channels, c.Code)
	}
	for _, f := range pb.Fields {
		if f.Name != "matter" {
			continue
		}
		for _, v := range f.Values {
			in.matters = append(in.matters, v.Code)
		}
	}
	return in
}

// errHeader is returned when the first line is not the header.
var errHeader = errors.New("the first line must be: " + strings.Join(columns, ","))

// read returns the good rows in order of receipt and the bad lines in order of the file. An error means that the file as
// a whole cannot be read.
func (in input) read(r io.Reader) (rows []row, bad []badLine, err error) {
	cr := csv.NewReader(r)
	cr.FieldsPerRecord = -1
	header, err := cr.Read()
	if err != nil {
		return nil, nil, fmt.Errorf("header: %w", err)
	}
	header[0] = strings.TrimPrefix(header[0], "\ufeff")
	if !slices.Equal(header, columns) {
		return nil, nil, errHeader
	}
	seen := map[string]int{}
	for {
		fields, err := cr.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		var broken *csv.ParseError
		if errors.As(err, &broken) {
			bad = append(bad, badLine{Line: broken.StartLine, Reasons: []reason{because("csv", "引号有误", broken.Err.Error())}})
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		line, _ := cr.FieldPos(0)
		one, reasons := in.row(line, fields)
		if first, twice := seen[one.Key]; twice && one.Key != "" {
			reasons = append(reasons, because("key", fmt.Sprintf("与第 %d 行重复", first), fmt.Sprintf("stands already on line %d", first)))
		} else {
			seen[one.Key] = line
		}
		if len(reasons) > 0 {
			bad = append(bad, badLine{Line: line, Key: one.Key, Reasons: reasons})
			continue
		}
		rows = append(rows, one)
	}
	slices.SortStableFunc(rows, func(a, b row) int { return a.Received.Compare(b.Received) })
	return rows, bad, nil
}

// row reads one line and lists everything wrong with it.
func (in input) row(line int, f []string) (row, []reason) {
	out := row{Line: line, Key: f[0]}
	if len(f) != len(columns) {
		return out, []reason{because("columns", fmt.Sprintf("有 %d 列，应为 %d 列", len(f), len(columns)), fmt.Sprintf("%d, not %d", len(f), len(columns)))}
	}
	var reasons []reason
	wrong := func(column, zh, en string) { reasons = append(reasons, because(column, zh, en)) }
	for i, v := range f {
		if !utf8.ValidString(v) {
			wrong(columns[i], "不是 UTF-8", "is not UTF-8")
		}
	}
	if out.Key == "" {
		wrong("key", "不能为空", "is required")
	}
	out.Channel, out.Matter, out.Staff = f[2], f[6], f[7]
	out.Name, out.Phone, out.Place, out.Text, out.Demand = f[3], f[4], f[5], f[8], f[9]
	if !slices.Contains(in.channels, out.Channel) {
		wrong("channel", "没有渠道 "+strconv.Quote(out.Channel), "unknown code "+strconv.Quote(out.Channel))
	}
	if !slices.Contains(in.matters, out.Matter) {
		wrong("about", "没有对象 "+strconv.Quote(out.Matter), "unknown code "+strconv.Quote(out.Matter))
	}
	if out.Staff != "" && !slices.Contains(in.staff, out.Staff) {
		wrong("staff", "没有员工 "+strconv.Quote(out.Staff), "nobody has the id "+strconv.Quote(out.Staff))
	}
	if strings.TrimSpace(out.Text) == "" {
		wrong("text", "不能为空", "is required")
	}
	var err error
	if out.Received, err = in.instant(f[1]); err != nil {
		wrong("received", "应形如 D03 14:25，且在本月之内", "must be like D03 14:25, in the month")
	}
	if out.Wanted, err = complaint.ParseYuan(f[10]); err != nil {
		wrong("amount", "金额为元，至多两位小数，不得为负", "yuan with at most two decimals, not negative")
	}
	if out.People, err = strconv.Atoi(f[11]); err != nil || out.People < 1 || out.People > 10_000 {
		wrong("people", "应为 1 至 10000 的整数", "a whole number from 1 to 10000")
	}
	return out, reasons
}

var receivedForm = regexp.MustCompile(`^D(\d\d) (\d\d):(\d\d)$`)

var errInstant = errors.New("not a time of the month like D03 14:25")

// instant reads "D03 14:25", the third day of the month.
func (in input) instant(s string) (time.Time, error) {
	m := receivedForm.FindStringSubmatch(s)
	if m == nil {
		return time.Time{}, errInstant
	}
	var n [3]int
	for i := range n {
		n[i], _ = strconv.Atoi(m[i+1]) // two digits each
	}
	at := time.Date(in.month.Year(), in.month.Month(), n[0], n[1], n[2], 0, 0, in.month.Location())
	if n[0] < 1 || n[1] > 23 || n[2] > 59 || at.Month() != in.month.Month() {
		return time.Time{}, errInstant
	}
	return at, nil
}
