// Package powercut is a disk in memory whose power can be cut, as a file system for github.com/ncruces/go-sqlite3.
//
// A Disk keeps two things apart: what is on the platter, and what programs have written since they last asked for a sync.
// When the power is cut, the next operation and every one after it fails. What is on the platter afterwards is everything
// that was synced, and of the rest whatever chance lets through: each write may be there whole, in some of its sectors or
// not at all, whatever was written before or after it; a change of a file's length, a new name and a removed one may be
// there or not. That is as harsh as a file system without a journal on a disk that reorders, and harsher than most.
//
// Writes do not damage bytes beside them (SQLite's “power-safe overwrite”, which its own file system assumes too), and a
// sector is never half written.
package powercut

import (
	"bytes"
	"sync"
)

// Sector is how many bytes a disk writes at once, aligned to multiples of it: of a longer write some may be missing.
const Sector = 512

// Disk is a disk with one directory. It is a vfs.VFS: register it under a name and open databases with that. It is safe
// for concurrent use.
type Disk struct {
	scratch string // a directory for indexes of logs, which are shared memory and no files of this disk

	mu      sync.Mutex
	off     bool
	cut     chan struct{} // closed when the power is cut
	boots   int           // how often it was switched on
	acts    int           // writes, syncs and changes of the directory since it was switched on
	fuse    int           // the power is cut in this act; 0 means in none
	syncs   int           // asked for since it was switched on
	last    int           // the power is cut in this sync; 0 means in none
	lies    bool          // a sync does nothing
	names   map[string]*node
	platter map[string]*node // the directory as it was last synced
	pending []change         // changes of the directory since
	order   int              // of the last change, counted over all files
}

// New returns an empty disk, switched on. The indexes of its databases' logs are kept in the directory scratch, which
// holds nothing that has to survive.
func New(scratch string) *Disk {
	return &Disk{
		scratch: scratch, cut: make(chan struct{}),
		names: map[string]*node{}, platter: map[string]*node{},
	}
}

// Fuse has the power cut in the n-th act from now: a write, a sync, a change of a file's length or of the directory. That
// act fails, and what it would have done counts as not synced. n = 0 takes every fuse out again.
func (d *Disk) Fuse(n int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.fuse, d.last = 0, 0
	if n > 0 {
		d.fuse = d.acts + n
	}
}

// FuseInSync has the power cut in the n-th sync of a file from now, in place of a fuse that was set before. It is where
// an outcome is least known: everything may have been kept, and the program is told that it was not.
func (d *Disk) FuseInSync(n int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.fuse, d.last = 0, d.syncs+n
}

// Cut cuts the power now.
func (d *Disk) Cut() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.blow()
}

// Off is closed when the power has been cut. PowerOn makes a new one.
func (d *Disk) Off() <-chan struct{} {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.cut
}

// Acts is how many acts there were since the power came on.
func (d *Disk) Acts() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.acts
}

// Lie makes a disk that says it has synced and has not, from now on, or an honest one again.
func (d *Disk) Lie(lies bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.lies = lies
}

// PowerOn cuts the power if it is on, lets chance decide what has reached the platter, and switches on again with that
// and nothing else. Files that were open before stay dead.
func (d *Disk) PowerOn(chance Chance) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.blow()
	survivors := d.settle(chance)
	d.names, d.platter = map[string]*node{}, map[string]*node{}
	for name, data := range survivors {
		n := &node{data: data, platter: bytes.Clone(data)}
		d.names[name], d.platter[name] = n, n
	}
	d.pending, d.order = nil, 0
	d.off, d.cut, d.acts, d.fuse, d.syncs, d.last = false, make(chan struct{}), 0, 0, 0, 0
	d.boots++
}

// Image is what programs see on the disk: the bytes of each file by its name.
func (d *Disk) Image() map[string][]byte {
	d.mu.Lock()
	defer d.mu.Unlock()
	out := map[string][]byte{}
	for name, n := range d.names {
		out[name] = bytes.Clone(n.data)
	}
	return out
}

// Load puts an image on the platter in place of everything, and switches on.
func (d *Disk) Load(image map[string][]byte) {
	d.mu.Lock()
	d.names, d.platter, d.pending = map[string]*node{}, map[string]*node{}, nil
	for name, data := range image {
		n := &node{platter: bytes.Clone(data)}
		d.platter[name] = n
	}
	d.mu.Unlock()
	d.PowerOn(nil) // nothing is pending: nothing is left to chance
}

// Holds reports whether a text is anywhere on the disk, as programs see it.
func (d *Disk) Holds(text string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, n := range d.names {
		if bytes.Contains(n.data, []byte(text)) {
			return true
		}
	}
	return false
}

// blow cuts the power.
func (d *Disk) blow() {
	if !d.off {
		d.off = true
		close(d.cut)
	}
}

// act counts an act and reports whether the power lasts through it. When it does not, the act is still to be noted: it
// was under way.
func (d *Disk) act() bool {
	d.acts++
	if d.acts == d.fuse {
		d.blow()
	}
	return !d.off
}

// node is a file, whatever its name.
type node struct {
	data    []byte   // as programs see it
	platter []byte   // as it was last synced
	pending []change // since then
	locks   locks
}

// sync brings a file to the platter.
func (n *node) sync() {
	for _, c := range n.pending {
		n.platter = c.apply(n.platter)
	}
	n.pending = nil
}

// syncNames brings the directory to the platter.
func (d *Disk) syncNames() {
	for _, c := range d.pending {
		c.rename(d.platter)
	}
	d.pending = nil
}
