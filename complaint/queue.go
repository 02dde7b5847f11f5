package complaint

import (
	"context"
	"slices"
	"sync"
)

// queue lets one command at a time work on a key, in the order of arrival, inside this process. It only saves lost
// races: between processes the version check decides.
type queue struct {
	mu    sync.Mutex
	lanes map[string]*lane
}

type lane struct {
	turn  chan struct{} // holds one token while the lane is free
	users int
}

// enter waits for all keys and returns what lets go of them. Keys are taken in order, so two commands on the same cases
// never wait for each other.
func (q *queue) enter(ctx context.Context, keys ...string) (leave func(), err error) {
	if len(keys) > 1 {
		slices.Sort(keys)
		keys = slices.Compact(keys)
	}
	held := make([]string, 0, len(keys))
	leave = func() {
		for _, k := range slices.Backward(held) {
			q.leave(k)
		}
	}
	for _, k := range keys {
		l := q.lane(k)
		select {
		case <-l.turn:
			held = append(held, k)
		case <-ctx.Done():
			q.forget(k)
			leave()
			return nil, ctx.Err()
		}
	}
	return leave, nil
}

func (q *queue) lane(key string) *lane {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.lanes == nil {
		q.lanes = map[string]*lane{}
	}
	l := q.lanes[key]
	if l == nil {
		l = &lane{turn: make(chan struct{}, 1)}
		l.turn <- struct{}{}
		q.lanes[key] = l
	}
	l.users++
	return l
}

func (q *queue) leave(key string) {
	q.mu.Lock()
	l := q.lanes[key]
	q.mu.Unlock()
	l.turn <- struct{}{}
	q.forget(key)
}

// forget drops a lane nobody uses any more.
func (q *queue) forget(key string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	l := q.lanes[key]
	if l.users--; l.users == 0 {
		delete(q.lanes, key)
	}
}
