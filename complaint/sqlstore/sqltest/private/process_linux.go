package private

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"strconv"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

// account is a user of the system that a server runs as.
type account struct{ uid, gid uint32 }

// need finds out whom a server can run as: nil, whoever runs the test, unless that is root.
func need(t testing.TB, names []string) *account {
	t.Helper()
	if os.Geteuid() != 0 {
		return nil
	}
	for _, name := range names {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err := strconv.ParseUint(u.Uid, 10, 32)
		require.NoError(t, err)
		gid, err := strconv.ParseUint(u.Gid, 10, 32)
		require.NoError(t, err)
		return &account{uint32(uid), uint32(gid)}
	}
	missing(t, fmt.Sprintf("a server does not run as root, and there is no user of %v", names))
	return nil
}

// owns gives the account a directory.
func (a *account) owns(dir string) error {
	if a == nil {
		return nil
	}
	return os.Chown(dir, int(a.uid), int(a.gid))
}

// runs makes a command run as the account, in a process group of its own, and die with the test.
func (a *account) runs(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	if a != nil {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: a.uid, Gid: a.gid}
	}
}

// process is a running server.
type process struct {
	cmd  *exec.Cmd
	done chan struct{} // closed when it has ended
}

// launch starts a command; what it prints goes to a file. The thread that starts it stays until it ends, because the
// command is to die with its parent, and to the system the parent is a thread.
func launch(cmd *exec.Cmd, log string) (*process, error) {
	out, err := os.OpenFile(log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, err
	}
	cmd.Stdout, cmd.Stderr = out, out
	p := &process{cmd: cmd, done: make(chan struct{})}
	started := make(chan error)
	go func() {
		defer close(p.done)
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := errors.Join(cmd.Start(), out.Close())
		started <- err
		if err == nil {
			_ = cmd.Wait() // killed, most of the time: its state says nothing
		}
	}()
	return p, <-started
}

// ended reports whether the process is gone.
func (p *process) ended() bool {
	select {
	case <-p.done:
		return true
	default:
		return false
	}
}

// stop asks for a clean end and waits for it.
func (p *process) stop(quit os.Signal) error {
	if err := p.cmd.Process.Signal(quit); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	if err := poll(gone, p.ended); err != nil {
		return errors.Join(fmt.Errorf("does not stop: %w", err), p.kill())
	}
	return nil
}

// kill ends the process and all it has started. A server's children may be in process groups of their own, so they are
// looked for while their parent is halted and can start no more.
func (p *process) kill() error {
	pid := p.cmd.Process.Pid
	if err := p.cmd.Process.Signal(syscall.SIGSTOP); errors.Is(err, os.ErrProcessDone) {
		<-p.done
		return nil
	} else if err != nil {
		return err
	}
	// Halting is not instant: until it shows, the parent may start another child.
	if err := poll(gone, func() bool { return stat(pid).halted() }); err != nil {
		return fmt.Errorf("does not halt: %w", err)
	}
	all, err := children(pid)
	if err != nil {
		return err
	}
	for _, id := range append(all, pid) {
		if err := syscall.Kill(id, syscall.SIGKILL); err != nil && !errors.Is(err, syscall.ESRCH) {
			return err
		}
	}
	return poll(gone, func() bool {
		for _, id := range all {
			if !stat(id).dead() {
				return false
			}
		}
		return p.ended()
	})
}

// status is what the system says about a process: its state and its parent. Empty when there is none.
type status struct {
	state  byte
	parent int
}

func (s status) dead() bool   { return s.state == 0 || s.state == 'Z' || s.state == 'X' }
func (s status) halted() bool { return s.dead() || s.state == 'T' }

// stat reads the status of a process.
func stat(pid int) status {
	text, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "stat"))
	if err != nil {
		return status{}
	}
	// "pid (name) state parent …", and the name may hold anything
	var s status
	if _, err := fmt.Sscanf(string(text[bytes.LastIndexByte(text, ')')+1:]), " %c %d", &s.state, &s.parent); err != nil {
		return status{}
	}
	return s
}

// children lists the processes that a process has started. A server's have none of their own.
func children(pid int) ([]int, error) {
	names, err := os.ReadDir("/proc")
	if err != nil {
		return nil, err
	}
	var out []int
	for _, n := range names {
		if id, err := strconv.Atoi(n.Name()); err == nil && stat(id).parent == pid {
			out = append(out, id)
		}
	}
	return out, nil
}
