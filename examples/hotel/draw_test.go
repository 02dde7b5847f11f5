package main

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"
)

func TestDrawsAreRepeatableAndSpread(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, key := seed(rapid.Int64().Draw(t, "seed")), rapid.String().Draw(t, "key")
		step, question := rapid.IntRange(0, 100).Draw(t, "step"), rapid.String().Draw(t, "question")
		x := s.draw(key, step, question)
		if x < 0 || x >= 1 {
			t.Fatalf("%v is not in [0, 1)", x)
		}
		if x != s.draw(key, step, question) {
			t.Fatal("the same question has two answers")
		}
		lo, hi := time.Minute, time.Hour
		if d := s.between(key, step, question, lo, hi); d < lo || d >= hi || d%time.Second != 0 {
			t.Fatalf("%v is not a whole second in [1m, 1h)", d)
		}
	})
	var sum float64
	const n = 10_000
	for i := range n {
		sum += seed(1).draw("g001", i, "x")
	}
	assert.InDelta(t, 0.5, sum/n, 0.02)
}

func TestDrawsDependOnEverything(t *testing.T) {
	base := seed(1).draw("g001", 1, "late")
	for name, other := range map[string]float64{
		"seed": seed(2).draw("g001", 1, "late"), "key": seed(1).draw("g002", 1, "late"),
		"step": seed(1).draw("g001", 2, "late"), "question": seed(1).draw("g001", 1, "lat"),
	} {
		assert.NotEqual(t, base, other, name)
	}
}

func TestChanceFollowsItsProbability(t *testing.T) {
	hits := 0
	for i := range 10_000 {
		if seed(3).chance("g001", i, "x", 0.12) {
			hits++
		}
	}
	assert.InDelta(t, 1200, hits, 120)
}
