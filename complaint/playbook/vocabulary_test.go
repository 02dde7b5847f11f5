package playbook_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint/playbook"
)

func TestTheVocabularyIsMadeOfDistinctCodes(t *testing.T) {
	for name, words := range map[string][]string{
		"commands": playbook.Commands(), "states": playbook.States(), "events": playbook.EventKinds(), "facts": playbook.FactNames(),
		"guards": playbook.Guards(), "doings": playbook.StepActions(), "recipients": playbook.Recipients(),
	} {
		t.Run(name, func(t *testing.T) {
			for _, w := range words {
				require.True(t, playbook.IsCode(w), w)
			}
			require.Len(t, slices.Compact(slices.Sorted(slices.Values(words))), len(words), "each once")
		})
	}
}

func TestTheVocabularyIsAFreshValueEachTime(t *testing.T) {
	playbook.Commands()[0] = "spoilt"
	playbook.States()[0] = "spoilt"
	playbook.StateLabels()["registered"] = playbook.Text{}
	require.Equal(t, "register", playbook.Commands()[0])
	require.Equal(t, "registered", playbook.States()[0])
	require.Equal(t, "已登记", playbook.StateLabels()["registered"].ZH)
}

func TestCodes(t *testing.T) {
	for s, good := range map[string]bool{
		"a": true, "wrong-unit": true, "r2_d2": true, strings.Repeat("a", 64): true,
		"": false, "A": false, "2nd": false, "-a": false, "_a": false, "a b": false, "a.b": false, "投诉": false, "a\x00": false, strings.Repeat("a", 65): false,
	} {
		require.Equal(t, good, playbook.IsCode(s), "%q", s)
	}
}

// Every fault is reported at once, each with its path.
func ExamplePlaybook_Validate() {
	p := rich()
	p.FallbackUnit = "garage"
	p.Grants[0].Commands = []string{"asses"}
	var bad *playbook.InvalidError
	if errors.As(p.Validate(), &bad) {
		for _, f := range bad.Faults {
			fmt.Println(f.Path+":", f.Rule)
		}
	}
	// Output:
	// desk: "garage" is not one of the units
	// grants[0].commands[0]: unknown "asses", did you mean "assess"?
}

func ExamplePlaybook_Encode() {
	data, err := rich().Encode()
	if err != nil {
		fmt.Println(err)
		return
	}
	back, err := playbook.Decode(data)
	fmt.Println(back.ID, back.Version, back.Title.In("zh"), err)
	// Output: inn 2026.1 客栈 <nil>
}

// Decoding is strict: a misspelt rule is an error, not a rule that is missing.
func ExampleDecode() {
	_, err := playbook.Decode([]byte(`{"id":"inn","retruns":1}`))
	fmt.Println(err)
	// Output: playbook: decode: json: unknown field "retruns"
}

func ExamplePlaybook_Mermaid() {
	p := &playbook.Playbook{Lifecycle: []playbook.Transition{{Event: "archive", From: []string{"registered"}, To: "archived"}}}
	fmt.Print(p.Mermaid("zh"))
	// Output:
	// stateDiagram-v2
	//     registered: 已登记
	//     archived: 已归档
	//     [*] --> registered
	//     registered --> archived: archive
	//     archived --> [*]
}
