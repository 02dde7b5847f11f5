package playbook_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// A calendar that is not there does not hide the faults of the targets.
func TestAWrongCalendarHidesNoOtherFault(t *testing.T) {
	pb := rich()
	pb.Calendar = "nowhere"
	pb.Targets[0].Start = []sla.Condition{{Event: "moon-rise"}}
	pb.Targets[0].Terms[0].When = map[string][]string{"severity": {"terrible"}}
	var bad *playbook.InvalidError
	require.ErrorAs(t, pb.Validate(), &bad)
	var paths []string
	for _, f := range bad.Faults {
		paths = append(paths, f.Path)
	}
	assert.Contains(t, paths, "calendar")
	assert.Contains(t, paths, "targets[0].start[0].event")
	assert.Contains(t, paths, "targets[0].terms[0].when.severity")
}
