package sqlstore

import (
	"context"
	"fmt"
	"strings"

	"github.com/redress-go/redress/complaint"
)

// defaultPage is how many cases a page holds when the caller names no limit.
const defaultPage = 100

// selection builds the statement of a query. Values are bound, never written into the text.
type selection struct {
	where []string
	args  []any
}

// and narrows the selection by a condition with its values.
func (s *selection) and(condition string, args ...any) {
	s.where = append(s.where, condition)
	s.args = append(s.args, args...)
}

// indexed narrows by a column whose index leaves out empty values; the second condition lets that index be used.
func (s *selection) indexed(column, value string) {
	if value != "" {
		s.and(column+" = ? and "+column+" <> ''", value)
	}
}

// equal narrows by a column, unless the value is empty.
func (s *selection) equal(column, value string) {
	if value != "" {
		s.and(column+" = ?", value)
	}
}

// in narrows by a column that has one of several values, unless there are none.
func in[T any](s *selection, column string, values []T, store func(T) any) {
	if len(values) == 0 {
		return
	}
	args := make([]any, 0, len(values))
	for _, v := range values {
		args = append(args, store(v))
	}
	s.and(column+" in (?"+strings.Repeat(", ?", len(values)-1)+")", args...)
}

// queryCases reads one page. One case more is asked for than the page holds, to know whether it is the last.
func queryCases(ctx context.Context, s *session, q *complaint.Query) (complaint.Page, error) {
	limit := q.Limit
	if limit <= 0 {
		limit = defaultPage
	}
	text, args, err := selectCases(s.d, q, limit+1)
	if err != nil {
		return complaint.Page{}, err
	}
	var page complaint.Page
	var last complaint.Cursor
	err = s.each(ctx, text, args, func(scan func(...any) error) error {
		if len(page.Cases) == limit {
			page.Next = last
			return nil
		}
		var data []byte
		if err := scan(&data); err != nil {
			return err
		}
		c, err := complaint.DecodeCase(data)
		if err != nil {
			return err
		}
		last = cursor(q.Order, c)
		page.Cases = append(page.Cases, c)
		return nil
	})
	if err != nil {
		return complaint.Page{}, err
	}
	return page, nil
}

// selectCases returns the statement of a query and its values.
func selectCases(d *dialect, q *complaint.Query, limit int) (string, []any, error) {
	var s selection
	s.filter(&q.Filter)
	order, err := s.order(d, q)
	if err != nil {
		return "", nil, err
	}
	text := "select data from redress_case"
	if len(s.where) > 0 {
		text += " where " + strings.Join(s.where, " and ")
	}
	return text + " order by " + order + " limit ?", append(s.args, limit), nil
}

// filter narrows by every field that is set.
func (s *selection) filter(f *complaint.Filter) {
	s.equal("org", f.Org)
	s.indexed("unit", f.Unit)
	s.indexed("owner", f.Owner)
	s.equal("playbook", f.Playbook)
	s.indexed("number", f.Number)
	in(s, "state", f.States, func(v complaint.State) any { return string(v) })
	in(s, "severity", f.Severities, func(v complaint.Severity) any { return int64(v) })
	if f.Tag != "" {
		s.and("id in (select case_id from redress_tag where tag = ?)", f.Tag)
	}
	if f.Match != "" {
		s.and("id in (select case_id from redress_match where \"key\" = ?)", f.Match)
	}
	if !f.ReceivedFrom.IsZero() {
		s.and("received >= ?", micros(f.ReceivedFrom))
	}
	if !f.ReceivedTo.IsZero() {
		s.and("received < ?", micros(f.ReceivedTo))
	}
	if !f.WakeUntil.IsZero() {
		s.and("wake is not null and wake <= ? and parked_until <= ?", micros(f.WakeUntil), micros(f.WakeUntil))
	}
	if f.Open {
		s.and("open = 1")
	}
}

// order narrows to what comes behind the cursor, and returns how to sort.
func (s *selection) order(d *dialect, q *complaint.Query) (string, error) {
	var column string
	switch q.Order {
	case complaint.ByID:
		if q.After.ID != "" {
			s.and("id > ?", string(q.After.ID))
		}
		return "id", nil
	case complaint.ByReceived:
		column = "received"
	case complaint.ByWake:
		column = "wake"
		s.and("wake is not null")
		if q.WakeUntil.IsZero() {
			s.and("parked_until = 0")
		}
	default:
		return "", fmt.Errorf("order %q is unknown: %w", q.Order, complaint.ErrInvalid)
	}
	if q.After.ID != "" {
		s.behind(d, column, micros(q.After.Time), string(q.After.ID))
	}
	return column + ", id", nil
}

// behind narrows to the rows behind a pair of a column's value and an id, so that the index on both finds them.
func (s *selection) behind(d *dialect, column string, value int64, id string) {
	if d.comparesPairs {
		s.and("("+column+", id) > (?, ?)", value, id)
		return
	}
	s.and(column+" >= ? and ("+column+" > ? or id > ?)", value, value, id)
}

// cursor is the key of a case in an order.
func cursor(order complaint.Order, c *complaint.Case) complaint.Cursor {
	switch order {
	case complaint.ByReceived:
		return complaint.Cursor{Time: c.Received, ID: c.ID}
	case complaint.ByWake:
		return complaint.Cursor{Time: c.Wake, ID: c.ID}
	}
	return complaint.Cursor{ID: c.ID}
}
