package powercut

import (
	"bytes"
	"io"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/vfs"
)

// pageSize is what SQLite takes for the size of a sector, as on other file systems; writes are torn at smaller ones.
const pageSize = 4096

// file is an open file.
type file struct {
	disk      *Disk
	node      *node
	boot      int  // in which it was opened: it dies with the power
	syncsName bool // the next sync brings the directory to the platter too
	shared    vfs.SharedMemory
	level     vfs.LockLevel
}

var (
	_ vfs.FileSharedMemory = (*file)(nil)
	_ vfs.FileLockState    = (*file)(nil)
)

// dead reports whether the power was cut since the file was opened.
func (f *file) dead() bool { return f.disk.off || f.boot != f.disk.boots }

// Close implements io.Closer.
func (f *file) Close() error {
	if f.shared != nil {
		_ = f.shared.Close()
	}
	return f.Unlock(vfs.LOCK_NONE)
}

// ReadAt implements io.ReaderAt.
func (f *file) ReadAt(b []byte, off int64) (int, error) {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	switch {
	case f.boot == darkness:
		return 0, io.EOF
	case f.dead():
		return 0, sqlite3.IOERR_READ
	}
	if off >= int64(len(f.node.data)) {
		return 0, io.EOF
	}
	n := copy(b, f.node.data[off:])
	if n < len(b) {
		return n, io.EOF
	}
	return n, nil
}

// WriteAt implements io.WriterAt.
func (f *file) WriteAt(b []byte, off int64) (int, error) {
	if !f.change(change{data: bytes.Clone(b), off: off}) {
		return 0, sqlite3.IOERR_WRITE
	}
	return len(b), nil
}

// Truncate implements vfs.File.
func (f *file) Truncate(size int64) error {
	if !f.change(change{length: size}) {
		return sqlite3.IOERR_TRUNCATE
	}
	return nil
}

// change does something to a file and reports whether the power lasted.
func (f *file) change(c change) bool {
	d := f.disk
	d.mu.Lock()
	defer d.mu.Unlock()
	if f.dead() {
		return false
	}
	lasts := d.act()
	d.order++
	c.order = d.order
	f.node.pending = append(f.node.pending, c)
	f.node.data = c.apply(f.node.data)
	return lasts
}

// Sync implements vfs.File.
func (f *file) Sync(vfs.SyncFlag) error {
	d := f.disk
	d.mu.Lock()
	defer d.mu.Unlock()
	if f.dead() {
		return sqlite3.IOERR_FSYNC
	}
	if d.syncs++; d.syncs == d.last {
		d.blow()
	}
	if !d.act() {
		return sqlite3.IOERR_FSYNC
	}
	if d.lies {
		return nil
	}
	f.node.sync()
	if f.syncsName {
		if !d.act() {
			return sqlite3.IOERR_DIR_FSYNC
		}
		d.syncNames()
		f.syncsName = false
	}
	return nil
}

// Size implements vfs.File.
func (f *file) Size() (int64, error) {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	if f.dead() {
		return 0, sqlite3.IOERR_FSTAT
	}
	return int64(len(f.node.data)), nil
}

// SectorSize implements vfs.File.
func (*file) SectorSize() int { return pageSize }

// DeviceCharacteristics implements vfs.File: those of an ordinary file on Unix.
func (*file) DeviceCharacteristics() vfs.DeviceCharacteristic {
	return vfs.IOCAP_POWERSAFE_OVERWRITE | vfs.IOCAP_SUBPAGE_READ
}

// SharedMemory implements vfs.FileSharedMemory.
func (f *file) SharedMemory() vfs.SharedMemory { return f.shared }
