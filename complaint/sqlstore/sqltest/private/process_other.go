//go:build !linux

package private

import (
	"errors"
	"os"
	"os/exec"
	"testing"
)

type (
	account struct{}
	process struct{}
)

// need skips: a server that outlives its test would be worse than none, and only Linux ends it with the test's process.
func need(t testing.TB, _ []string) *account {
	t.Helper()
	missing(t, "private servers need Linux")
	return nil
}

func (a *account) owns(string) error { return errors.ErrUnsupported }
func (a *account) runs(*exec.Cmd)    {}

func launch(*exec.Cmd, string) (*process, error) { return nil, errors.ErrUnsupported }

func (p *process) ended() bool          { return true }
func (p *process) stop(os.Signal) error { return errors.ErrUnsupported }
func (p *process) kill() error          { return errors.ErrUnsupported }
