package playbook_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

func batch(change func(*playbook.BatchPolicy)) func(*playbook.Playbook) {
	return func(p *playbook.Playbook) {
		p.Batch = playbook.BatchPolicy{Window: classify.Window(48 * time.Hour), By: []string{"place", "room", "category.content"}, Threshold: 3}
		change(&p.Batch)
	}
}

func form(change func(*playbook.Form)) func(*playbook.Playbook) {
	return func(p *playbook.Playbook) {
		p.Form = playbook.Form{Number: "QR-08-03", Version: "B/2", Effective: sla.Date{Year: 2026, Month: 1, Day: 31}}
		change(&p.Form)
	}
}

func TestAGoodBatchPolicyAndForm(t *testing.T) {
	p := rich()
	batch(func(*playbook.BatchPolicy) {})(p)
	form(func(*playbook.Form) {})(p)
	require.NoError(t, p.Validate())
	roundTrip(t, p)
	data, err := rich().Encode()
	require.NoError(t, err)
	require.NotContains(t, string(data), `"batch"`, "a playbook without them keeps its hash")
	require.NotContains(t, string(data), `"form"`)
}

func TestFaultsOfBatches(t *testing.T) {
	run(t, []mutation{
		{"a batch by what nobody knows", "batch.by[1]", batch(func(b *playbook.BatchPolicy) { b.By[1] = "weather" })},
		{"a batch by an unknown axis", "batch.by[2]", batch(func(b *playbook.BatchPolicy) { b.By[2] = "category.weather" })},
		{"a batch by a personal field", "batch.by[0]", batch(func(b *playbook.BatchPolicy) { b.By[0] = "passport" })},
		{"a batch by nothing", "batch.by", batch(func(b *playbook.BatchPolicy) { b.By = nil })},
		{"a batch without a window", "batch.window", batch(func(b *playbook.BatchPolicy) { b.Window = 0 })},
		{"a window before it opens", "batch.window", batch(func(b *playbook.BatchPolicy) { b.Window = -1 })},
		{"one person as a batch", "batch.threshold", batch(func(b *playbook.BatchPolicy) { b.Threshold = 1 })},
		{"fewer than none", "batch.threshold", batch(func(b *playbook.BatchPolicy) { b.Threshold = -3 })},
		{"more people than a desk remembers", "batch.threshold", batch(func(b *playbook.BatchPolicy) { b.Threshold = 1001 })},
	})
}

func TestFaultsOfAForm(t *testing.T) {
	run(t, []mutation{
		{"no number", "form.number", form(func(f *playbook.Form) { f.Number = "" })},
		{"no version", "form.version", form(func(f *playbook.Form) { f.Version = "" })},
		{"no date", "form.effective", form(func(f *playbook.Form) { f.Effective = sla.Date{} })},
		{"a day there is not", "form.effective", form(func(f *playbook.Form) { f.Effective.Day = 32 })},
	})
}
