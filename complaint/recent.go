package complaint

import "sync"

// recent remembers the last state of cases this desk wrote, so that a command on a busy case need not read it back. It
// may be behind when another desk works on the same store: an accepted command is checked by its version when it is
// committed, and a refusal that rests on it is decided again on a fresh read.
type recent struct {
	mu    sync.Mutex
	cases map[CaseID]*Case
	limit int
}

func (r *recent) get(id CaseID) *Case {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.cases[id]
}

// put remembers a case; beyond the limit any other one is forgotten.
func (r *recent) put(c *Case) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if known := r.cases[c.ID]; known != nil && known.Version > c.Version {
		return
	}
	if r.cases[c.ID] == nil && len(r.cases) >= r.limit {
		for id := range r.cases {
			delete(r.cases, id)
			break
		}
	}
	if r.cases == nil {
		r.cases = map[CaseID]*Case{}
	}
	r.cases[c.ID] = c
}
