package powercut

import (
	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/vfs"
)

// locks are those held on a file, https://sqlite.org/lockingv3.html. Nobody waits here: SQLite asks again by itself.
type locks struct {
	shared   int
	reserved bool
	pending  bool
}

// Lock implements vfs.File.
func (f *file) Lock(level vfs.LockLevel) error {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	if f.dead() {
		return sqlite3.IOERR_LOCK
	}
	if f.level >= level {
		return nil
	}
	l := &f.node.locks
	switch level {
	case vfs.LOCK_SHARED:
		if l.pending {
			return sqlite3.BUSY
		}
		l.shared++
	case vfs.LOCK_RESERVED:
		if l.reserved {
			return sqlite3.BUSY
		}
		l.reserved = true
	case vfs.LOCK_EXCLUSIVE:
		if f.level < vfs.LOCK_PENDING {
			if l.pending || l.reserved && f.level != vfs.LOCK_RESERVED {
				return sqlite3.BUSY
			}
			l.pending, l.reserved = true, true
			f.level = vfs.LOCK_PENDING
		}
		if l.shared > 1 {
			return sqlite3.BUSY
		}
	}
	f.level = level
	return nil
}

// Unlock implements vfs.File. It succeeds without power too.
func (f *file) Unlock(level vfs.LockLevel) error {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	if f.level <= level {
		return nil
	}
	l := &f.node.locks
	if f.level >= vfs.LOCK_RESERVED {
		l.reserved = false
	}
	if f.level >= vfs.LOCK_PENDING {
		l.pending = false
	}
	if level < vfs.LOCK_SHARED {
		l.shared--
	}
	f.level = level
	return nil
}

// CheckReservedLock implements vfs.File.
func (f *file) CheckReservedLock() (bool, error) {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	if f.dead() {
		return false, sqlite3.IOERR_CHECKRESERVEDLOCK
	}
	return f.node.locks.reserved, nil
}

// LockState implements vfs.FileLockState.
func (f *file) LockState() vfs.LockLevel { return f.level }
