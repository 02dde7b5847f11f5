package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/preset"
	"github.com/redress-go/redress/sla/cn"
)

func reader(t testing.TB) input {
	t.Helper()
	zone, err := time.LoadLocation(cn.Zone)
	require.NoError(t, err)
	staff := &cast{people: hotelStaff(), zone: zone}
	return newInput(preset.Hotel(), staff.ids(), begins(zone))
}

const (
	header = "key,received,channel,name,phone,place,about,staff,text,demand,amount,people\n"
	good   = "a1,D03 14:25,counter,王先生,138,1208,room,u01,空调不制冷,换房,86.50,2\n"
)

func TestReadTakesEveryColumn(t *testing.T) {
	in := reader(t)
	rows, bad, err := in.read(strings.NewReader("\ufeff" + header + good))
	require.NoError(t, err)
	require.Empty(t, bad)
	require.Len(t, rows, 1)
	assert.Equal(t, row{
		Line: 2, Key: "a1", Received: time.Date(2026, 10, 3, 14, 25, 0, 0, in.month.Location()), Channel: "counter", Name: "王先生",
		Phone: "138", Place: "1208", Matter: "room", Staff: "u01", Text: "空调不制冷", Demand: "换房",
		Wanted: complaint.Money{Amount: 8650, Currency: "CNY"}, People: 2,
	}, rows[0])
}

func TestReadReportsABadLineAndKeepsTheRest(t *testing.T) {
	cases := []struct{ name, line, want string }{
		{"an unknown channel", "b,D03 14:25,fax,,,,room,,x,,0,1", `line 3 (b): channel: unknown code "fax"`},
		{"an unknown matter", "b,D03 14:25,phone,,,,pool,,x,,0,1", `line 3 (b): about: unknown code "pool"`},
		{"an unknown employee", "b,D03 14:25,phone,,,,room,u99,x,,0,1", `line 3 (b): staff: nobody has the id "u99"`},
		{"no such hour", "b,D03 24:00,phone,,,,room,,x,,0,1", "line 3 (b): received: must be like D03 14:25, in the month"},
		{"no such day", "b,D32 10:00,phone,,,,room,,x,,0,1", "line 3 (b): received: must be like D03 14:25, in the month"},
		{"day zero", "b,D00 10:00,phone,,,,room,,x,,0,1", "line 3 (b): received: must be like D03 14:25, in the month"},
		{"something behind the time", "b,D03 14:25x,phone,,,,room,,x,,0,1", "line 3 (b): received: must be like D03 14:25, in the month"},
		{"a negative amount", "b,D03 14:25,phone,,,,room,,x,,-1,1", "line 3 (b): amount: yuan with at most two decimals, not negative"},
		{"a third decimal", "b,D03 14:25,phone,,,,room,,x,,1.234,1", "line 3 (b): amount: yuan with at most two decimals, not negative"},
		{"nobody", "b,D03 14:25,phone,,,,room,,x,,0,0", "line 3 (b): people: a whole number from 1 to 10000"},
		{"no text", "b,D03 14:25,phone,,,,room,, ,,0,1", "line 3 (b): text: is required"},
		{"no key", ",D03 14:25,phone,,,,room,,x,,0,1", "line 3 (): key: is required"},
		{"a key that is taken", "a1,D03 14:25,phone,,,,room,,x,,0,1", "line 3 (a1): key: stands already on line 2"},
		{"too few columns", "b,D03 14:25,phone", "line 3 (b): columns: 3, not 12"},
		{"too many columns", "b,D03 14:25,phone,,,,room,,x,,0,1,more", "line 3 (b): columns: 13, not 12"},
		{"not UTF-8", "b,D03 14:25,phone,,,,room,,\xff\xfe,,0,1", "line 3 (b): text: is not UTF-8"},
		{"a stray quote", `b,D03 14:25,phone,,,,room,,x"y,,0,1`, `line 3 (): csv: bare " in non-quoted-field`},
		{"everything at once", "b,D3,fax,,,,x,u0,,,a,b", `line 3 (b): channel: unknown code "fax"; about: unknown code "x"; staff: nobody has the id "u0"; text: is required; received: must be like D03 14:25, in the month; amount: yuan with at most two decimals, not negative; people: a whole number from 1 to 10000`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			after := strings.Replace(good, "a1", "a2", 1)
			rows, bad, err := reader(t).read(strings.NewReader(header + good + c.line + "\n" + after))
			require.NoError(t, err)
			require.Len(t, bad, 1)
			assert.Equal(t, c.want, bad[0].in("en"))
			assert.NotEmpty(t, bad[0].in("zh"))
			require.Len(t, rows, 2, "the lines around it are taken")
			assert.Equal(t, []string{"a1", "a2"}, []string{rows[0].Key, rows[1].Key})
		})
	}
}

func TestReadRefusesAFileWithAnotherHeader(t *testing.T) {
	_, _, err := reader(t).read(strings.NewReader("id,when\n"))
	require.ErrorIs(t, err, errHeader)
	_, _, err = reader(t).read(strings.NewReader(""))
	require.Error(t, err)
}

func TestReadCountsLinesOfTextOverSeveral(t *testing.T) {
	text := strings.Replace(good, "空调不制冷", "\"空调\n不制冷\"", 1)
	_, bad, err := reader(t).read(strings.NewReader(header + text + "b\n"))
	require.NoError(t, err)
	require.Len(t, bad, 1)
	assert.Equal(t, 4, bad[0].Line)
}

func TestReadSortsByReceipt(t *testing.T) {
	rows, _, err := reader(t).read(strings.NewReader(header + good + "b,D01 00:00,phone,,,,room,,x,,0,1\n"))
	require.NoError(t, err)
	assert.Equal(t, []string{"b", "a1"}, []string{rows[0].Key, rows[1].Key})
}

// The file that comes with the program: 250 rows, and four that are wrong in different ways.
func TestReadTheMonthOfTheExample(t *testing.T) {
	rows, bad, err := reader(t).read(bytes.NewReader(complaints))
	require.NoError(t, err)
	assert.Len(t, rows, 250)
	var lines []int
	for _, b := range bad {
		lines = append(lines, b.Line)
	}
	assert.Equal(t, []int{61, 121, 152, 188}, lines)
}

// Nothing is lost silently: whatever the bytes, every record is a row or a bad line.
func FuzzRead(f *testing.F) {
	f.Add([]byte(good))
	f.Add([]byte("b,D31x 25:99,fax\n\"open"))
	f.Add([]byte("a,\"b\nc\",d\n,,,\n"))
	f.Add(complaints[len(header):2000])
	in := reader(f)
	f.Fuzz(func(t *testing.T, body []byte) {
		rows, bad, err := in.read(bytes.NewReader(append([]byte(header), body...)))
		if err != nil {
			t.Fatalf("a file with a header was refused: %v", err)
		}
		for _, r := range rows {
			if r.Key == "" || r.People < 1 || r.Wanted.Amount < 0 || r.Received.Month() != in.month.Month() {
				t.Fatalf("a bad row was taken: %+v", r)
			}
		}
		for _, b := range bad {
			if b.Line < 2 || len(b.Reasons) == 0 {
				t.Fatalf("a bad line without a place or a reason: %+v", b)
			}
		}
		if len(rows)+len(bad) == 0 && len(bytes.TrimSpace(body)) > 0 {
			t.Fatalf("%q was lost", body)
		}
	})
}
