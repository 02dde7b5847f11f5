package main

import (
	"sync"
	"time"
)

// fakeClock is the clock of the simulated month: it stands still until the month moves it. It is all a complaint.Clock
// needs.
type fakeClock struct {
	mu  sync.Mutex
	now time.Time
}

// Now implements complaint.Clock.
func (c *fakeClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// set moves the clock, never backwards.
func (c *fakeClock) set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if t.After(c.now) {
		c.now = t
	}
}
