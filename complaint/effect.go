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

// Effect is one computed change of a case. Its kinds are shared by all commands; apply copies a recorded value into the
// case and computes nothing.
type Effect interface {
	// Name is the word it bears in the ledger: "moved", "assigned".
	Name() string
	apply(c *Case)
}

// The effects. Each holds values as computed, never a rule to compute them with.
type (
	// OpenedEffect creates the case.
	OpenedEffect struct {
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
	// DescribedEffect replaces the public facts of the complaint.
	DescribedEffect struct {
		Place     string            `json:"place,omitempty"`
		About     []string          `json:"about,omitempty"`
		AboutUnit string            `json:"about_unit,omitempty"`
		Fields    map[string]string `json:"fields,omitempty"`
		Missing   []string          `json:"missing,omitempty"`
		Blank     []string          `json:"blank,omitempty"`
		Lodging
	}
	// MovedEffect changes the state.
	MovedEffect struct {
		From  State     `json:"from,omitempty"`
		To    State     `json:"to"`
		Event string    `json:"event,omitempty"`
		Ended time.Time `json:"ended,omitzero"` // when the case ended by it, if it did
	}
	// ClassifiedEffect replaces the classification, and says which rules decided it.
	ClassifiedEffect struct {
		Classification
		Because json.RawMessage `json:"because,omitempty"` // the public part of the classifier's decision
	}
	// AssignedEffect adds or replaces an assignment.
	AssignedEffect struct{ Assignment }
	// OwnedEffect names the person in charge.
	OwnedEffect struct {
		Person string `json:"person,omitempty"`
	}
	// TaskedEffect adds or replaces a task.
	TaskedEffect struct{ Task }
	// PlannedEffect replaces the plan of an investigation.
	PlannedEffect struct {
		Team  []string  `json:"team,omitempty"`
		Needs []string  `json:"needs,omitempty"`
		Until time.Time `json:"until,omitzero"`
		Plans int       `json:"plans"`
	}
	// FoundEffect adds or replaces a finding.
	FoundEffect struct{ Finding }
	// ProposedEffect adds or replaces a proposal.
	ProposedEffect struct{ Proposal }
	// ApprovalEffect adds or replaces an approval.
	ApprovalEffect struct{ Approval }
	// PromisedEffect adds or replaces a promise.
	PromisedEffect struct{ Promise }
	// FollowedEffect adds a follow-up.
	FollowedEffect struct{ FollowUpResult }
	// AppealedEffect adds or replaces an appeal.
	AppealedEffect struct{ LodgedAppeal }
	// LinkedEffect adds or removes a link to another case.
	LinkedEffect struct {
		Link
		Removed bool `json:"removed,omitempty"`
	}
	// CountedEffect sets one of the case's counters to a value.
	CountedEffect struct {
		What  string `json:"what"` // priority, level, expedites, returns, cycle, contacts, people, evidence, holds, renewed, rounds
		Value int    `json:"value"`
	}
	// FlaggedEffect sets one of the case's flags.
	FlaggedEffect struct {
		What string    `json:"what"` // admitted, ruled, reported, instructed, legal-hold, on-hold, merged-into, outcome, act, returning, worded, batch
		Text string    `json:"text,omitempty"`
		On   bool      `json:"on,omitempty"`
		At   time.Time `json:"at,omitzero"` // of a hold, a resumption, a merge: when it took effect
	}
	// ListedEffect replaces one of the case's lists.
	ListedEffect struct {
		What   string   `json:"what"` // tags, reliefs, told, collected, barred
		Values []string `json:"values,omitempty"`
	}
	// PaidEffect records the compensation executed so far.
	PaidEffect struct {
		Total Money         `json:"total"`
		Apart []ReliefTotal `json:"apart,omitempty"` // what is counted beside it, as it stands now
	}
	// ClockedEffect replaces the timers that changed. Order names every timer in its place when one came or went.
	ClockedEffect struct {
		Timers []sla.Timer `json:"timers"`
		Order  []string    `json:"order,omitempty"` // target/instance/cycle
	}
	// SteppedEffect records that a step of time was taken, or that a recorded one was undone by a later, back-dated fact.
	SteppedEffect struct {
		StepID
		Restored bool     `json:"restored,omitempty"`
		Told     []string `json:"told,omitempty"`    // whom it reached
		Nobody   bool     `json:"nobody,omitempty"`  // it should have reached somebody and found nobody
		Refused  string   `json:"refused,omitempty"` // the rule that refused what the step wanted done
	}
	// BoxedEffect records what happened to sealed boxes: kept, erased, sealed again.
	BoxedEffect struct {
		Kept     []int64       `json:"kept,omitempty"`
		Erased   []int64       `json:"erased,omitempty"`
		Resealed []ResealedBox `json:"resealed,omitempty"`
	}
	// AdoptedEffect pins the case to another playbook version.
	AdoptedEffect struct {
		Playbook Pin `json:"playbook"`
	}
	// NoticedEffect is a notice that left through the outbox; one to Nobody did not.
	NoticedEffect struct {
		Notice string `json:"notice"`
		To     string `json:"to"`
		Ref    string `json:"ref,omitempty"`
	}
	// ReactedEffect records that a rule of the playbook followed from an event; what it did stands in the effects before.
	ReactedEffect struct {
		Reaction string `json:"reaction"`
		Event    string `json:"event"`
		Refused  string `json:"refused,omitempty"` // the rule that refused what the reaction wanted done
	}
	// WokenEffect sets the next wake.
	WokenEffect struct {
		At time.Time `json:"at,omitzero"`
	}
)

// Name implements Effect.
func (OpenedEffect) Name() string { return "opened" }

// Name implements Effect.
func (DescribedEffect) Name() string { return "described" }

// Name implements Effect.
func (MovedEffect) Name() string { return "moved" }

// Name implements Effect.
func (ClassifiedEffect) Name() string { return "classified" }

// Name implements Effect.
func (AssignedEffect) Name() string { return "assigned" }

// Name implements Effect.
func (OwnedEffect) Name() string { return "owned" }

// Name implements Effect.
func (TaskedEffect) Name() string { return "tasked" }

// Name implements Effect.
func (PlannedEffect) Name() string { return "planned" }

// Name implements Effect.
func (FoundEffect) Name() string { return "found" }

// Name implements Effect.
func (ProposedEffect) Name() string { return "proposed" }

// Name implements Effect.
func (ApprovalEffect) Name() string { return "approval" }

// Name implements Effect.
func (PromisedEffect) Name() string { return "promised" }

// Name implements Effect.
func (FollowedEffect) Name() string { return "followed" }

// Name implements Effect.
func (AppealedEffect) Name() string { return "appealed" }

// Name implements Effect.
func (LinkedEffect) Name() string { return "linked" }

// Name implements Effect.
func (CountedEffect) Name() string { return "counted" }

// Name implements Effect.
func (FlaggedEffect) Name() string { return "flagged" }

// Name implements Effect.
func (ListedEffect) Name() string { return "listed" }

// Name implements Effect.
func (PaidEffect) Name() string { return "paid" }

// Name implements Effect.
func (ClockedEffect) Name() string { return "clock" }

// Name implements Effect.
func (SteppedEffect) Name() string { return "step" }

// Name implements Effect.
func (BoxedEffect) Name() string { return "boxed" }

// Name implements Effect.
func (AdoptedEffect) Name() string { return "adopted" }

// Name implements Effect.
func (NoticedEffect) Name() string { return "notice" }

// Name implements Effect.
func (ReactedEffect) Name() string { return "reaction" }

// Name implements Effect.
func (WokenEffect) Name() string { return "wake" }

// effectTypes returns the registry of effects by kind.
var effectTypes = sync.OnceValue(func() map[string]reflect.Type {
	m := map[string]reflect.Type{}
	for _, fx := range []Effect{
		OpenedEffect{},
		DescribedEffect{},
		MovedEffect{},
		ClassifiedEffect{},
		AssignedEffect{},
		OwnedEffect{},
		TaskedEffect{},
		PlannedEffect{},
		FoundEffect{},
		ProposedEffect{},
		ApprovalEffect{},
		PromisedEffect{},
		FollowedEffect{},
		AppealedEffect{},
		LinkedEffect{},
		CountedEffect{},
		FlaggedEffect{},
		ListedEffect{},
		PaidEffect{},
		ClockedEffect{},
		SteppedEffect{},
		BoxedEffect{},
		AdoptedEffect{},
		NoticedEffect{},
		ReactedEffect{},
		InvitedEffect{},
		DiagnosedEffect{},
		WokenEffect{},
	} {
		m[fx.Name()] = reflect.TypeOf(fx)
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
