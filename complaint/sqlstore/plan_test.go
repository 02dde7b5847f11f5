package sqlstore

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

// write is a write of a case in a version, with so many records.
func write(id complaint.CaseID, was, version int64, records int) complaint.CaseWrite {
	w := complaint.CaseWrite{Case: &complaint.Case{ID: id, Version: version}, Was: was}
	for i := range records {
		w.Records = append(w.Records, complaint.Record{Stream: "case:" + string(id), Seq: was + int64(i) + 1})
	}
	return w
}

func TestMalformedUnitsAreRefused(t *testing.T) {
	for _, c := range []struct {
		name string
		complaint.Changeset
		want string
	}{
		{"cases out of order", complaint.Changeset{Cases: []complaint.CaseWrite{write("b", 0, 1, 1), write("a", 0, 1, 1)}}, "order of id"},
		{"a case twice", complaint.Changeset{Cases: []complaint.CaseWrite{write("a", 0, 1, 1), write("a", 1, 2, 1)}}, "order of id"},
		{"too few records", complaint.Changeset{Cases: []complaint.CaseWrite{write("a", 0, 2, 1)}}, "1 records lead from version 0 to 2"},
		{"too many records", complaint.Changeset{Cases: []complaint.CaseWrite{write("a", 4, 5, 2)}}, "2 records lead from version 4 to 5"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newFake()
			err := openFake(t, f, Config{}).Commit(t.Context(), &c.Changeset)
			require.ErrorIs(t, err, errUnit)
			assert.ErrorContains(t, err, c.want)
			assert.Empty(t, f.said("savepoint"), "the writer never hears of it")
		})
	}
}

func TestUnitsThatDeleteBytesAreKnown(t *testing.T) {
	for _, c := range []struct {
		name string
		complaint.Changeset
		want bool
	}{
		{"nothing deleted", complaint.Changeset{Matches: []complaint.SearchHash{{Key: "a"}}}, false},
		{"a box replaced: the old one may be read with the old key only", complaint.Changeset{Boxes: []complaint.BoxWrite{{Box: []byte("b")}}}, false},
		{"a box deleted", complaint.Changeset{Boxes: []complaint.BoxWrite{{Box: []byte("b")}, {}}}, true},
		{"search hashes deleted", complaint.Changeset{Unmatch: []complaint.CaseID{"a"}}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := plan{Changeset: &c.Changeset}
			assert.Equal(t, c.want, p.erases())
		})
	}
}

func TestAJobWhoseCallerHasGoneIsNotStarted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	j := &job{ctx: ctx, result: make(chan error, 1)}
	cancel()
	require.False(t, j.start())
	require.ErrorIs(t, <-j.result, context.Canceled)
	require.False(t, j.withdraw(), "it is withdrawn already")
}

func TestSessionsKeepABoundedNumberOfStatements(t *testing.T) {
	s := openFake(t, newFake(), Config{})
	for i := range maxStatements + 50 {
		_, err := s.pool.exec(t.Context(), fmt.Sprint("statement ", i))
		require.NoError(t, err)
	}
	assert.Len(t, s.pool.stmts, maxStatements)
	require.NoError(t, s.pool.close())
	assert.Empty(t, s.pool.stmts)
}
