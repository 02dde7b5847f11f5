package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"time"
)

// process is one life of a node.
type process struct {
	*life
	cmd   *exec.Cmd
	input io.Closer // closing it ends the node in an orderly way
	ended chan struct{}
}

// spawn starts this program again as a node, and listens to it.
func spawn(s *seen, stderr io.Writer, me int, args []string) (*process, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	p := &process{cmd: exec.Command(program, args...), ended: make(chan struct{})}
	p.cmd.Stderr = stderr
	input, err := p.cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	p.input, p.life = input, s.born(me, p.cmd.Process.Pid)
	go func() {
		defer close(p.ended)
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			var l line
			if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
				l = line{Fault: fmt.Sprintf("said %q", lines.Text())}
			}
			s.hear(p.life, l)
		}
		s.died(p.life, p.cmd.Wait())
	}()
	return p, nil
}

// kill ends the node as a power cut would: it gets no chance to finish anything. It returns when the node is dead.
func (p *process) kill() error {
	if err := p.cmd.Process.Kill(); err != nil {
		return err
	}
	<-p.ended
	return nil
}

// end lets the node finish what it has in hand. One that does not is killed, which its exit shows.
func (p *process) end(ctx context.Context) {
	_ = p.input.Close()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 20*time.Second)
	defer cancel()
	select {
	case <-p.ended:
	case <-ctx.Done():
		_ = p.kill()
	}
}
