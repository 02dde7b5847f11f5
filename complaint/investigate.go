package complaint

import (
	"slices"
	"strconv"
	"time"
)

// Plan sets out an investigation: goal and method in words, and until when (R20).
type Plan struct {
	Goal   string    `json:"goal,omitempty" seal:""`
	Method string    `json:"method,omitempty" seal:""`
	People []string  `json:"people,omitempty" code:"64"` // ids of those who take part
	Until  time.Time `json:"until,omitzero"`
}

// Find records what an investigation established: cause and responsibility.
type Find struct {
	Cause  string `json:"cause" code:""`    // code
	Unit   string `json:"unit,omitempty"`   // responsible unit
	Upheld bool   `json:"upheld,omitempty"` // the complaint is well-founded
	Text   string `json:"text,omitempty" seal:""`
}

// AddTask opens work beside the main line.
type AddTask struct {
	Code   string `json:"code" code:""`
	Unit   string `json:"unit,omitempty"`
	Person string `json:"person,omitempty" code:"64"`
	Blocks bool   `json:"blocks,omitempty"` // the case is not resolved while it is open
	Text   string `json:"text,omitempty" seal:""`
}

// CompleteTask ends a task with a result.
type CompleteTask struct {
	Task   int    `json:"task"`
	Result string `json:"result,omitempty" code:""`
	Text   string `json:"text,omitempty" seal:""`
}

// Attach adds a piece of evidence. The bytes stay with the host; the ledger holds their hash.
type Attach struct {
	Title  string `json:"title,omitempty" seal:""`
	Source string `json:"source,omitempty" code:""`   // code: complainant, camera, record, interview …
	Media  string `json:"media,omitempty" code:"128"` // media type
	Size   int64  `json:"size,omitempty"`             // bytes
	Hash   Hash   `json:"hash,omitzero"`              // SHA-256 of the bytes
	Ref    string `json:"ref,omitempty" seal:""`      // where the host keeps it
}

// Name implements Command.
func (Plan) Name() string { return "plan" }

// Name implements Command.
func (Find) Name() string { return "find" }

// Name implements Command.
func (AddTask) Name() string { return "add-task" }

// Name implements Command.
func (CompleteTask) Name() string { return "complete-task" }

// Name implements Command.
func (Attach) Name() string { return "attach" }

func (cmd Plan) decide(d *decision) error {
	if !cmd.Until.IsZero() && !cmd.Until.After(d.at) {
		return invalid("until", "in the future")
	}
	for _, id := range cmd.People {
		if slices.Contains(d.c.About, id) {
			return forbidden("conflict-of-interest")
		}
	}
	return nil
}

func (cmd Find) decide(d *decision) error {
	if cmd.Cause == "" {
		return invalid("cause", "required")
	}
	if cmd.Unit != "" && d.rules.units[cmd.Unit] == nil {
		return invalid("unit", "unknown code")
	}
	if err := room(len(d.c.Findings), maxParts, "findings"); err != nil {
		return err
	}
	d.emit(Found{Finding{ID: len(d.c.Findings) + 1, Cause: cmd.Cause, Unit: cmd.Unit, Upheld: cmd.Upheld}})
	return nil
}

func (cmd AddTask) decide(d *decision) error {
	if cmd.Code == "" {
		return invalid("code", "required")
	}
	if cmd.Unit != "" && d.rules.units[cmd.Unit] == nil {
		return invalid("unit", "unknown code")
	}
	if slices.Contains(d.c.About, cmd.Person) {
		return forbidden("conflict-of-interest")
	}
	if err := room(len(d.c.Tasks), maxParts, "tasks"); err != nil {
		return err
	}
	d.addTask(d.draft, Task{Code: cmd.Code, Unit: cmd.Unit, Person: cmd.Person, Blocks: cmd.Blocks})
	return nil
}

// addTask opens a task and tells whoever has it.
func (d *decision) addTask(on *draft, t Task) {
	t.ID = len(on.c.Tasks) + 1
	on.emit(Tasked{t})
	to := "unit"
	switch {
	case t.Person != "":
		to = "person:" + t.Person
	case t.Unit != "":
		on.notice("task", "unit:"+t.Unit, "task:"+strconv.Itoa(t.ID))
		return
	}
	d.tell(on, to, "task", "task:"+strconv.Itoa(t.ID))
}

// openTasks opens the tasks the playbook asks for in a state.
func (d *decision) openTasks(on *draft, s State) error {
	for _, rule := range on.rules.pb.Tasks {
		if State(rule.On) == s && (len(rule.Severities) == 0 || slices.Contains(rule.Severities, on.c.Severity)) {
			d.addTask(on, Task{Code: rule.Code, Unit: rule.Unit, Blocks: rule.Blocks})
		}
	}
	return nil
}

func (cmd CompleteTask) decide(d *decision) error {
	t := d.c.Task(cmd.Task)
	switch {
	case t == nil:
		return invalid("task", "no such task")
	case !t.Done.IsZero():
		return notAllowed("done")
	}
	done := *t
	done.Done, done.Result = d.at, cmd.Result
	d.emit(Tasked{done})
	return nil
}

func (cmd Attach) decide(d *decision) error {
	if cmd.Hash.IsZero() {
		return invalid("hash", "required")
	}
	d.count("evidence", d.c.Evidence)
	return nil
}
