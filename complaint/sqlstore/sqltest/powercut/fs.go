package powercut

import (
	"fmt"
	"path"
	"path/filepath"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/util/vfsutil"
	"github.com/ncruces/go-sqlite3/vfs"
)

var _ vfs.VFS = (*Disk)(nil)

// darkness is the boot of a file that was opened without power.
const darkness = -1

// journals are the files whose names SQLite's own file system brings to the platter at their first sync.
const journals = vfs.OPEN_MAIN_JOURNAL | vfs.OPEN_SUPER_JOURNAL | vfs.OPEN_WAL

// Open implements vfs.VFS. A file without a name is a temporary one and never on the disk. Without power it gives an empty
// file that cannot be locked, not an error: the driver keeps the memory of a connection whose file could not be opened.
func (d *Disk) Open(name string, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	if name == "" {
		return &vfsutil.SliceFile{}, flags | vfs.OPEN_MEMORY, nil
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.off {
		return &file{disk: d, node: &node{}, boot: darkness}, flags, nil
	}
	n, creates := d.names[name], flags&vfs.OPEN_CREATE != 0
	if n == nil {
		if !creates {
			return nil, flags, sqlite3.CANTOPEN
		}
		n = &node{}
		d.link(name, n)
	}
	return &file{
		disk: d, node: n, boot: d.boots, syncsName: creates && flags&journals != 0,
		shared: vfs.NewSharedMemory(d.index(name), flags),
	}, flags, nil
}

// index is the path of a database's index, which is another one after a power cut.
func (d *Disk) index(name string) string {
	return filepath.Join(d.scratch, fmt.Sprintf("%s-%d.shm", filepath.Base(name), d.boots))
}

// link changes the directory and reports whether the power lasted.
func (d *Disk) link(name string, n *node) bool {
	lasts := d.act()
	d.order++
	c := change{order: d.order, name: name, node: n}
	d.pending = append(d.pending, c)
	c.rename(d.names)
	return lasts
}

// Delete implements vfs.VFS.
func (d *Disk) Delete(name string, syncDir bool) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	switch {
	case d.off:
		return sqlite3.IOERR_DELETE
	case d.names[name] == nil:
		return sqlite3.IOERR_DELETE_NOENT
	case !d.link(name, nil):
		return sqlite3.IOERR_DELETE
	case syncDir && !d.act():
		return sqlite3.IOERR_DIR_FSYNC
	case syncDir && !d.lies:
		d.syncNames()
	}
	return nil
}

// Access implements vfs.VFS.
func (d *Disk) Access(name string, _ vfs.AccessFlag) (bool, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.off {
		return false, sqlite3.IOERR_ACCESS
	}
	return d.names[name] != nil, nil
}

// FullPathname implements vfs.VFS. There is one directory.
func (d *Disk) FullPathname(name string) (string, error) { return path.Join("/", name), nil }
