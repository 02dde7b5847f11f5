package complaint

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"sync"
	"time"

	"github.com/redress-go/redress/sla"
)

// Effect is one computed change of a case. There are about fifteen kinds, shared by all commands; apply copies a
// recorded value into the case and computes nothing.
type Effect interface {
	kind() string
	apply(c *Case)
}

// The effects. Each holds values as computed, never a rule to compute them with.
type (
	// Opened creates the case.
	Opened struct {
		ID       CaseID    `json:"id"`
		Org      string    `json:"org"`
		Number   string    `json:"number"`
		Series   string    `json:"series,omitempty"`
		Playbook Pin       `json:"playbook"`
		Channel  string    `json:"channel"`
		Received time.Time `json:"received"`
		First    string    `json:"first,omitempty"`
		People   int       `json:"people,omitempty"`
		Wanted   Money     `json:"wanted,omitzero"`
		Cycle    int       `json:"cycle,omitempty"`
	}
	// Described replaces the public facts of the complaint.
	Described struct {
		Place     string            `json:"place,omitempty"`
		About     []string          `json:"about,omitempty"`
		AboutUnit string            `json:"about_unit,omitempty"`
		Fields    map[string]string `json:"fields,omitempty"`
		Missing   []string          `json:"missing,omitempty"`
		Blank     []string          `json:"blank,omitempty"`
		Stance
	}
	// Moved changes the state.
	Moved struct {
		From  State     `json:"from,omitempty"`
		To    State     `json:"to"`
		Event string    `json:"event,omitempty"`
		Ended time.Time `json:"ended,omitzero"` // when the case ended by it, if it did
	}
	// Classified replaces the classification, and says which rules decided it.
	Classified struct {
		Class
		Because json.RawMessage `json:"because,omitempty"` // the public part of the classifier's decision
	}
	// Assigned adds or replaces an assignment.
	Assigned struct{ Assignment }
	// Owned names the person in charge.
	Owned struct {
		Person string `json:"person,omitempty"`
	}
	// Tasked adds or replaces a task.
	Tasked struct{ Task }
	// Planned replaces the plan of an investigation.
	Planned struct {
		Team  []string  `json:"team,omitempty"`
		Needs []string  `json:"needs,omitempty"`
		Until time.Time `json:"until,omitzero"`
		Plans int       `json:"plans"`
	}
	// Found adds or replaces a finding.
	Found struct{ Finding }
	// Proposed adds or replaces a proposal.
	Proposed struct{ Proposal }
	// ApprovalSet adds or replaces an approval.
	ApprovalSet struct{ Approval }
	// Promised adds or replaces a promise.
	Promised struct{ Promise }
	// Followed adds a follow-up.
	Followed struct{ FollowedUp }
	// Appealed adds or replaces an appeal.
	Appealed struct{ AppealCase }
	// Linked adds or removes a link to another case.
	Linked struct {
		Link
		Removed bool `json:"removed,omitempty"`
	}
	// Counted sets one of the case's counters to a value.
	Counted struct {
		What  string `json:"what"` // priority, level, expedites, returns, cycle, contacts, people, evidence, holds, renewed, rounds
		Value int    `json:"value"`
	}
	// Flagged sets one of the case's flags.
	Flagged struct {
		What string    `json:"what"` // admitted, ruled, reported, instructed, legal-hold, on-hold, merged-into, outcome, act, returning, worded, batch
		Text string    `json:"text,omitempty"`
		On   bool      `json:"on,omitempty"`
		At   time.Time `json:"at,omitzero"` // of a hold, a resumption, a merge: when it took effect
	}
	// Listed replaces one of the case's lists.
	Listed struct {
		What   string   `json:"what"` // tags, reliefs, told, collected, barred
		Values []string `json:"values,omitempty"`
	}
	// Paid records the compensation executed so far.
	Paid struct {
		Total Money   `json:"total"`
		Apart []Spent `json:"apart,omitempty"` // what is counted beside it, as it stands now
	}
	// Clocked replaces the timers that changed. Order names every timer in its place when one came or went.
	Clocked struct {
		Timers []sla.Timer `json:"timers"`
		Order  []string    `json:"order,omitempty"` // target/instance/cycle
	}
	// Stepped records that a step of time was taken, or that a recorded one was undone by a later, back-dated fact.
	Stepped struct {
		StepID
		Restored bool     `json:"restored,omitempty"`
		Told     []string `json:"told,omitempty"`    // whom it reached
		Nobody   bool     `json:"nobody,omitempty"`  // it should have reached somebody and found nobody
		Refused  string   `json:"refused,omitempty"` // the rule that refused what the step wanted done
	}
	// Boxed records what happened to sealed boxes: kept, erased, sealed again.
	Boxed struct {
		Kept     []int64     `json:"kept,omitempty"`
		Erased   []int64     `json:"erased,omitempty"`
		Resealed []NewDigest `json:"resealed,omitempty"`
	}
	// Adopted pins the case to another playbook version.
	Adopted struct {
		Playbook Pin `json:"playbook"`
	}
	// Noticed is a notice that left through the outbox; one to Nobody did not.
	Noticed struct {
		Notice string `json:"notice"`
		To     string `json:"to"`
		Ref    string `json:"ref,omitempty"`
	}
	// Reacted records that a rule of the playbook followed from an event; what it did stands in the effects before.
	Reacted struct {
		Reaction string `json:"reaction"`
		Event    string `json:"event"`
		Refused  string `json:"refused,omitempty"` // the rule that refused what the reaction wanted done
	}
	// Woken sets the next wake.
	Woken struct {
		At time.Time `json:"at,omitzero"`
	}
)

func (Opened) kind() string      { return "opened" }
func (Described) kind() string   { return "described" }
func (Moved) kind() string       { return "moved" }
func (Classified) kind() string  { return "classified" }
func (Assigned) kind() string    { return "assigned" }
func (Owned) kind() string       { return "owned" }
func (Tasked) kind() string      { return "tasked" }
func (Planned) kind() string     { return "planned" }
func (Found) kind() string       { return "found" }
func (Proposed) kind() string    { return "proposed" }
func (ApprovalSet) kind() string { return "approval" }
func (Promised) kind() string    { return "promised" }
func (Followed) kind() string    { return "followed" }
func (Appealed) kind() string    { return "appealed" }
func (Linked) kind() string      { return "linked" }
func (Counted) kind() string     { return "counted" }
func (Flagged) kind() string     { return "flagged" }
func (Listed) kind() string      { return "listed" }
func (Paid) kind() string        { return "paid" }
func (Clocked) kind() string     { return "clock" }
func (Stepped) kind() string     { return "step" }
func (Boxed) kind() string       { return "boxed" }
func (Adopted) kind() string     { return "adopted" }
func (Noticed) kind() string     { return "notice" }
func (Reacted) kind() string     { return "reaction" }
func (Woken) kind() string       { return "wake" }

// effectTypes returns the registry of effects by kind.
var effectTypes = sync.OnceValue(func() map[string]reflect.Type {
	m := map[string]reflect.Type{}
	for _, fx := range []Effect{
		Opened{},
		Described{},
		Moved{},
		Classified{},
		Assigned{},
		Owned{},
		Tasked{},
		Planned{},
		Found{},
		Proposed{},
		ApprovalSet{},
		Promised{},
		Followed{},
		Appealed{},
		Linked{},
		Counted{},
		Flagged{},
		Listed{},
		Paid{},
		Clocked{},
		Stepped{},
		Boxed{},
		Adopted{},
		Noticed{},
		Reacted{},
		Woken{},
	} {
		m[fx.kind()] = reflect.TypeOf(fx)
	}
	return m
})

// decodeEffect reads one effect of an entry.
func decodeEffect(raw []byte) (Effect, error) {
	var head struct {
		FX string `json:"fx"`
	}
	if err := json.Unmarshal(raw, &head); err != nil {
		return nil, fmt.Errorf("effect: %w", err)
	}
	t, ok := effectTypes()[head.FX]
	if !ok {
		return nil, fmt.Errorf("unknown effect %q", head.FX)
	}
	v := reflect.New(t)
	if err := json.Unmarshal(raw, v.Interface()); err != nil {
		return nil, fmt.Errorf("effect %s: %w", head.FX, err)
	}
	return v.Elem().Interface().(Effect), nil
}

// with returns a copy of list with v added unless it is there.
func with[T comparable](list []T, v T) []T {
	if slices.Contains(list, v) {
		return list
	}
	return append(slices.Clone(list), v)
}

// without returns a copy of list without v.
func without[T comparable](list []T, v T) []T {
	i := slices.Index(list, v)
	if i < 0 {
		return list
	}
	return slices.Delete(slices.Clone(list), i, i+1)
}
