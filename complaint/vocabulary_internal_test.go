package complaint

import (
	"maps"
	"reflect"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

func TestTheRegistryIsThePlaybooksVocabulary(t *testing.T) {
	require.ElementsMatch(t, playbook.Commands(), slices.Collect(maps.Keys(vocabulary())))
	types := map[reflect.Type]string{}
	for name, s := range vocabulary() {
		require.Empty(t, types[s.typ], "%s and %s share a type", name, types[s.typ])
		types[s.typ] = name
		require.Equal(t, reflect.Struct, s.typ.Kind(), name)
	}
}

func TestTheEventsOfCommandsAreThoseOfTheLifeCycle(t *testing.T) {
	fired, table := map[string]bool{}, map[string]bool{}
	for _, s := range vocabulary() {
		for _, e := range s.events {
			fired[e] = true
		}
	}
	for _, row := range playbook.DefaultLifecycle() {
		table[row.Event] = true
	}
	require.Equal(t, table, fired)
}

func TestTheStatesAreThePlaybooks(t *testing.T) {
	states := []State{
		Registered, Assessed, Dispatched, Investigating, Proposing, AwaitingApproval, Negotiating, Executing, Resolved, FollowingUp,
		Closed, Archived, Refused, Withdrawn, Merged, UnderReview,
	}
	var names []string
	for _, s := range states {
		names = append(names, string(s))
		require.NotEqual(t, string(s), s.Label("zh"), "every state has a label")
		require.NotEmpty(t, s.Label("en"))
	}
	require.Equal(t, playbook.States(), names)
	require.Equal(t, "nowhere", State("nowhere").Label("zh"), "an unknown state is shown as it is")
}

func TestTheGuardsAreThePlaybooks(t *testing.T) {
	require.ElementsMatch(t, playbook.Guards(), slices.Collect(maps.Keys(guardFuncs())))
}

func TestEveryFactHasAValue(t *testing.T) {
	d := &draft{rules: &rules{pb: &playbook.Playbook{}}, c: &Case{
		State: Assessed, Outcome: "upheld", HoldReason: "appraisal", Classification: Classification{
			Kind: "complaint", Severity: classify.Major, Validity: "valid", Nature: "n", Scope: "s", Unit: "rooms",
		},
		Channel: "phone", FollowUps: []FollowUpResult{{Reached: true, Satisfied: true}},
	}}
	for _, name := range playbook.FactNames() {
		require.NotEmpty(t, d.facts(name), "%s is a fact a target may read", name)
	}
	require.Empty(t, d.facts("weather"))
}

func TestFactsOfACase(t *testing.T) {
	for _, tc := range []struct {
		name, fact, want string
		c                Case
	}{
		{"nobody has it", "owned", "no", Case{}},
		{"somebody has it", "owned", "yes", Case{Owner: "u2"}},
		{"nothing is missing", "incomplete", "no", Case{}},
		{"something is missing", "incomplete", "yes", Case{Missing: []string{"phone"}}},
		{"not followed up", "satisfied", "", Case{}},
		{"followed up and not reached", "satisfied", "", Case{FollowUps: []FollowUpResult{{}}}},
		{"not satisfied", "satisfied", "no", Case{FollowUps: []FollowUpResult{{Reached: true}}}},
		{"not satisfied, then not reached", "satisfied", "no", Case{FollowUps: []FollowUpResult{{Reached: true}, {}}}},
		{"an unrated case", "severity", "unrated", Case{}},
		{"a number", "people", "12", Case{Complainants: 12}},
	} {
		t.Run(tc.name, func(t *testing.T) { require.Equal(t, tc.want, (&draft{c: &tc.c}).facts(tc.fact)) })
	}
}

func TestEveryEffectSurvivesItsJSONForm(t *testing.T) {
	require.NotEmpty(t, effectTypes())
	for kind, typ := range effectTypes() {
		t.Run(kind, func(t *testing.T) {
			full := fullEffect(typ)
			for _, v := range []reflect.Value{full, reflect.Zero(typ)} {
				fx := v.Interface().(Effect)
				require.Equal(t, kind, fx.Name())
				data, err := tagged("fx", kind, fx)
				require.NoError(t, err)
				back, err := decodeEffect(data)
				require.NoError(t, err)
				require.Equal(t, fx, back)
			}
		})
	}
}

func TestDamagedEffectsAreErrors(t *testing.T) {
	for name, data := range map[string]string{
		"an unknown kind": `{"fx":"explode"}`, "no kind": `{}`, "no object": `7`, "another type": `{"fx":"owned","person":7}`,
		"half an object": `{"fx":"owned"`,
	} {
		t.Run(name, func(t *testing.T) {
			_, err := decodeEffect([]byte(data))
			require.Error(t, err)
		})
	}
}

func FuzzDecodeEntry(f *testing.F) {
	for _, typ := range effectTypes() {
		e := &Entry{Case: "x", Seq: 1, Effects: []Effect{fullEffect(typ).Interface().(Effect)}}
		data, err := encodeEntry(e, Note{})
		require.NoError(f, err)
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		e, err := decodeEntry(&Record{Stream: "case/x", Seq: 1, Public: data}, nil)
		if err != nil {
			require.ErrorIs(t, err, ErrInternal)
			return
		}
		evolve(nil, e) // must not panic, whatever the entry says
	})
}

// fullEffect is an effect of a type with every field set.
func fullEffect(typ reflect.Type) reflect.Value {
	v := reflect.New(typ).Elem()
	fill(v, 3)
	if fx, ok := v.Addr().Interface().(*ClockedEffect); ok {
		fx.Timers[0].Term = sla.Term{Span: sla.Hours(2)} // a term is not just any value
	}
	return v
}
