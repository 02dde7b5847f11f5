package memstore

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

// write is a write of a case that leads from one version to another with so many records, numbered from a sequence on.
func write(id complaint.CaseID, was, version, seq int64, records int) complaint.CaseWrite {
	w := complaint.CaseWrite{Case: &complaint.Case{ID: id, Version: version}, Was: was}
	for i := range records {
		w.Records = append(w.Records, complaint.Record{Stream: "case/" + string(id), Seq: seq + int64(i)})
	}
	return w
}

func TestMalformedUnitsAreRefused(t *testing.T) {
	for _, c := range []struct {
		name string
		complaint.Changeset
		want string
	}{
		{"cases out of order", complaint.Changeset{Cases: []complaint.CaseWrite{write("b", 0, 1, 1, 1), write("a", 0, 1, 1, 1)}}, "order of id"},
		{"a case twice", complaint.Changeset{Cases: []complaint.CaseWrite{write("a", 0, 1, 1, 1), write("a", 1, 2, 2, 1)}}, "order of id"},
		{"too few records", complaint.Changeset{Cases: []complaint.CaseWrite{write("a", 0, 2, 1, 1)}}, "1 records lead from version 0 to 2"},
		{"too many records", complaint.Changeset{Cases: []complaint.CaseWrite{write("a", 0, 1, 1, 2)}}, "2 records lead from version 0 to 1"},
		{"records that start elsewhere", complaint.Changeset{Cases: []complaint.CaseWrite{write("a", 0, 1, 2, 1)}}, "record 2 is not the next"},
		{"a park of no case", complaint.Changeset{Parks: []complaint.Park{{Case: "x"}}}, "park case x"},
		{"an outbox row twice", complaint.Changeset{Outbox: []complaint.OutboxRow{{ID: "known"}}}, "outbox row known"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := New()
			require.NoError(t, s.Commit(t.Context(), &complaint.Changeset{Outbox: []complaint.OutboxRow{{ID: "known"}}}))
			require.ErrorContains(t, s.Commit(t.Context(), &c.Changeset), c.want)
			assert.Empty(t, s.cases)
			assert.Empty(t, s.streams)
		})
	}
}

// What a store forgets, it forgets whole: nothing of a case's notices, hashes or wakes stays in an index.
func TestIndexesDoNotLeak(t *testing.T) {
	s := New()
	w := write("a", 0, 1, 1, 1)
	w.Case.Number = "C-1"
	require.NoError(t, s.Commit(t.Context(), &complaint.Changeset{
		Cases:   []complaint.CaseWrite{w},
		Matches: []complaint.SearchHash{{Key: "k", Case: "a"}},
		Outbox:  []complaint.OutboxRow{{ID: "a/1/0", Case: "a"}, {ID: "a/1/1", Case: "a"}},
	}))
	rows, err := s.Claim(t.Context(), complaint.OutboxQuery{})
	require.NoError(t, err)
	require.NoError(t, s.Settle(t.Context(), []complaint.OutboxResult{{ID: rows[0].ID, Lease: rows[0].Lease, Dead: true}}))
	assert.Len(t, s.outbox.dead, 1, "dead rows are kept for the operator")

	later := write("a", 1, 2, 2, 1)
	require.NoError(t, s.Commit(t.Context(), &complaint.Changeset{
		Cases: []complaint.CaseWrite{later}, Unmatch: []complaint.CaseID{"a"}, Cancel: []complaint.CaseID{"a"},
	}))
	assert.Empty(t, s.matches)
	assert.Empty(t, s.numbers)
	assert.Empty(t, s.outbox.byID)
	assert.Empty(t, s.outbox.queues)
	assert.Empty(t, s.outbox.dead)
	assert.Empty(t, s.outbox.ready.runs)
	assert.Empty(t, s.byWake.runs)
	assert.Len(t, s.byTime.runs, 1)
}
