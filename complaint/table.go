package complaint

import (
	"slices"

	"github.com/redress-go/redress/complaint/internal/fsm"
	"github.com/redress-go/redress/complaint/playbook"
)

// CommandRow says where a command may be done, guards and people aside.
type CommandRow struct {
	Name   string
	Events []string // events of the life cycle it may fire; empty when it does not move the state
	States []string // in the order of the default life cycle; none for register, which opens a case
}

// CommandTable lists every command of a playbook's life cycle in the order of the vocabulary, the engine's own left out. It
// is what documentation and menus are made from; what one actor may do on one case is Desk.Options. It fails for a life cycle
// that cannot be built; Validate says why.
func CommandTable(pb *playbook.Playbook) ([]CommandRow, error) {
	lifecycle := pb.Transitions()
	r := &rules{pb: &playbook.Playbook{Lifecycle: lifecycle}}
	rows := make([]fsm.Transition, len(lifecycle))
	for i, t := range lifecycle {
		t.Guards = nil
		rows[i] = fsm.Transition(t)
	}
	table, err := fsm.New(string(Registered), []string{string(Archived)}, rows, nil)
	if err != nil {
		return nil, err
	}
	r.table = table
	var out []CommandRow
	for _, name := range playbook.Commands() {
		s := vocabulary()[name]
		if s.where == internal {
			continue
		}
		row := CommandRow{Name: name, Events: slices.Clone(s.events)}
		for _, state := range playbook.States() {
			if name != "register" && r.fits(s, State(state)) {
				row.States = append(row.States, state)
			}
		}
		out = append(out, row)
	}
	return out, nil
}
