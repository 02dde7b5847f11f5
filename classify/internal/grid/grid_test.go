package grid

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"
)

func setOf(n int, in ...int) Set {
	s := NewSet(n)
	for _, i := range in {
		s.Add(i)
	}
	return s
}

func TestSet(t *testing.T) {
	s := setOf(130, 0, 64, 129)
	assert.True(t, s.Has(129))
	assert.False(t, s.Has(128))
	assert.Equal(t, 0, s.First())
	c := s.Complement(130)
	assert.Equal(t, 1, c.First())
	assert.True(t, s.And(c).Empty())
	assert.Equal(t, s, Set(nil).And(s))
	assert.Equal(t, s, s.And(nil))
	assert.True(t, Set(nil).Minus(nil, 130).Empty())
	assert.Equal(t, c, Set(nil).Minus(s, 130))
}

func TestUncoveredNamesAGap(t *testing.T) {
	s := Space{3, 2}
	boxes := []Box{{setOf(3, 0, 1), nil}, {nil, setOf(2, 0)}}
	budget := 100
	p, proven := s.Uncovered(Box{nil, nil}, boxes, &budget)
	assert.True(t, proven)
	assert.Equal(t, Point{2, 1}, p)

	boxes = append(boxes, Box{setOf(3, 2), setOf(2, 1)})
	p, proven = s.Uncovered(Box{nil, nil}, boxes, &budget)
	assert.True(t, proven)
	assert.Nil(t, p)
}

func TestUncoveredGivesUpWithoutClaimingAProof(t *testing.T) {
	s := Space{3, 2}
	budget := 1
	p, proven := s.Uncovered(Box{nil, nil}, []Box{{setOf(3, 0), setOf(2, 0)}, {nil, nil}}, &budget)
	assert.Nil(t, p)
	assert.False(t, proven)
}

// TestUncoveredEqualsEnumeration compares with trying every input.
func TestUncoveredEqualsEnumeration(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		space := Space(rapid.SliceOfN(rapid.IntRange(1, 4), 1, 4).Draw(t, "space"))
		box := func(name string) Box {
			b := make(Box, len(space))
			for i, n := range space {
				mask := rapid.Uint64Range(0, 1<<n).Draw(t, name)
				if mask < 1<<n {
					b[i] = Set{mask}
				}
			}
			return b
		}
		target := box("target")
		boxes := make([]Box, rapid.IntRange(0, 6).Draw(t, "n"))
		for i := range boxes {
			boxes[i] = box("box")
		}
		budget := 1 << 20
		p, proven := space.Uncovered(target, boxes, &budget)
		if !proven {
			t.Fatal("a small space is always proven")
		}
		outside := func(p Point) bool {
			for _, b := range boxes {
				if b.Contains(p) {
					return false
				}
			}
			return target.Contains(p)
		}
		if p != nil && !outside(p) {
			t.Fatalf("%v is covered", p)
		}
		if p == nil {
			everyPoint(space, nil, func(q Point) {
				if outside(q) {
					t.Fatalf("%v was missed", q)
				}
			})
		}
		for _, b := range boxes {
			both, some := space.And(target, b)
			if meets := space.Meets(target, b); meets != some || some && !b.Contains(space.Point(both)) {
				t.Fatalf("And and Meets disagree on %v", b)
			}
		}
	})
}

func everyPoint(s Space, p Point, visit func(Point)) {
	if len(p) == len(s) {
		visit(p)
		return
	}
	for i := range s[len(p)] {
		everyPoint(s, append(p[:len(p):len(p)], i), visit)
	}
}
