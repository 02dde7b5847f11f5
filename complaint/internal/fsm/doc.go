// Package fsm runs the lifecycle of a case on github.com/looplab/fsm, behind a transition table of
// our own. The table is the truth: it is checked as a whole when it is made, answers what may happen
// in a state, and draws itself. The machine is asked once per event and must agree.
package fsm
