package random

import (
	"fmt"
	"slices"

	"github.com/anishathalye/porcupine"

	"github.com/redress-go/redress/complaint"
)

// What callers do to the one case of a history.
const (
	doNote     = "note"
	doTag      = "tag"
	doExpedite = "expedite"
	doHold     = "hold"
	doResume   = "resume"
	doRead     = "read"
)

// input is an operation: what is done, with which tag, and on which version if the caller names one.
type input struct {
	do        string
	tag       int
	ifVersion int64
}

// register is what a history can see of a case: the whole state of the model.
type register struct {
	version   int64
	expedites int
	tags      uint64 // a bit for each tag
	held      bool
}

// output is what the caller was told. Of an unknown outcome nobody was told anything.
type output struct {
	unknown  bool
	conflict bool // the named version is not the case's
	refused  bool // the state forbids it
	state    register
}

// tagName is the tag of a number.
func tagName(n int) string { return fmt.Sprintf("tag-%d", n) }

// seen is what can be seen of a case.
func seen(c *complaint.Case) register {
	r := register{version: c.Version, expedites: c.Expedites, held: c.HoldReason != ""}
	for n := range 64 {
		if slices.Contains(c.Tags, tagName(n)) {
			r.tags |= 1 << n
		}
	}
	return r
}

// after is the state after an operation that is accepted, false when the state forbids it.
func (r register) after(in input) (register, bool) {
	r.version++
	switch in.do {
	case doTag:
		r.tags |= 1 << in.tag
	case doExpedite:
		r.expedites++
	case doHold:
		if r.held {
			return r, false
		}
		r.held = true
	case doResume:
		if !r.held {
			return r, false
		}
		r.held = false
	}
	return r, true
}

// model is a case on which one thing happens after the other. What nobody was told of has no end: if it was never done, it
// is as if it were done when everything else was over.
func model(start register) porcupine.Model {
	return porcupine.Model{
		Init: func() any { return start },
		Step: func(state, in, out any) (bool, any) { return next(state.(register), in.(input), out.(output)) },
	}
}

// next is the state an operation leads to, false when its caller was told what cannot be.
func next(r register, in input, out output) (bool, register) {
	if in.do == doRead {
		return out.state == r, r
	}
	changed, may := r.after(in)
	stale := in.ifVersion != 0 && in.ifVersion != r.version
	does := may && !stale
	switch {
	case out.unknown && does:
		return true, changed
	case out.unknown:
		return true, r
	case out.conflict:
		return stale, r
	case out.refused:
		return !may && !stale, r
	default:
		return does && out.state == changed, changed
	}
}
