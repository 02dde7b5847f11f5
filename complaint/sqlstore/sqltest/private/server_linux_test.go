package private

import (
	"bufio"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// servers are the two kinds.
func servers() map[string]func(testing.TB) *Server {
	return map[string]func(testing.TB) *Server{"postgres": Postgres, "mariadb": MariaDB}
}

func TestWhatWasCommittedSurvivesAKill(t *testing.T) {
	for name, open := range servers() {
		t.Run(name, func(t *testing.T) {
			s := open(t)
			db := s.DB(t)
			_, err := db.Exec("create table kept (n integer primary key)")
			require.NoError(t, err)
			var told []int
			next := 0
			for range 2 {
				told = append(told, writeUntilKilled(t, s, db, &next)...)
				require.Error(t, db.Ping(), "nobody answers")
				s.Start(t)
				for _, n := range told {
					var found int
					require.NoError(t, db.QueryRow("select count(*) from kept where n = "+strconv.Itoa(n)).Scan(&found))
					assert.Equal(t, 1, found, "row %d was acknowledged", n)
				}
			}
			s.Stop(t)
			require.Error(t, db.Ping(), "stopped")
			s.Start(t)
			require.NoError(t, db.Ping())
		})
	}
}

// writeUntilKilled writes rows from two goroutines, kills the server after some, and returns those that were acknowledged.
func writeUntilKilled(t *testing.T, s *Server, db *sql.DB, next *int) (told []int) {
	t.Helper()
	var mu sync.Mutex
	var wg sync.WaitGroup
	enough := make(chan struct{})
	for range 2 {
		wg.Go(func() {
			for {
				mu.Lock()
				*next++
				n := *next
				mu.Unlock()
				if _, err := db.Exec("insert into kept values (" + strconv.Itoa(n) + ")"); err != nil {
					return
				}
				mu.Lock()
				if told = append(told, n); len(told) == 50 {
					close(enough)
				}
				mu.Unlock()
			}
		})
	}
	<-enough
	pid := s.process.cmd.Process.Pid
	all, err := children(pid)
	require.NoError(t, err)
	s.Kill(t)
	for _, id := range append(all, pid) {
		assert.True(t, stat(id).dead(), "process %d", id)
	}
	wg.Wait()
	return told
}

// child names the server that a second run of this test starts and waits with.
const child = "REDRESS_PRIVATE_CHILD"

func TestAServerDiesWithItsTest(t *testing.T) {
	if open := servers()[os.Getenv(child)]; open != nil {
		s := open(t)
		fmt.Printf("started %d %s\n", s.process.cmd.Process.Pid, s.dir)
		select {}
	}
	for name, k := range map[string]kind{"postgres": postgres(), "mariadb": mariadb()} {
		t.Run(name, func(t *testing.T) {
			find(t, k.programs[0], k.dirs)
			find(t, k.programs[1], k.dirs)
			need(t, k.accounts)
			cmd := exec.Command(os.Args[0], "-test.run=^TestAServerDiesWithItsTest$")
			cmd.Env = append(os.Environ(), child+"="+name)
			out, err := cmd.StdoutPipe()
			require.NoError(t, err)
			require.NoError(t, cmd.Start())
			pid, dir := 0, ""
			for in := bufio.NewScanner(out); pid == 0 && in.Scan(); {
				_, err := fmt.Sscanf(in.Text(), "started %d %s", &pid, &dir)
				t.Log(in.Text(), err)
			}
			require.NoError(t, cmd.Process.Kill())
			require.Error(t, cmd.Wait())
			require.NotZero(t, pid, "it started")
			defer func() { require.NoError(t, os.RemoveAll(dir)) }()
			require.NoError(t, poll(gone, func() bool { return stat(pid).dead() }), "process %d", pid)
		})
	}
}
