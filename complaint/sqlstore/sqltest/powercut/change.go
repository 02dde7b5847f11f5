package powercut

import "slices"

// Chance decides what a power cut leaves. A *rand.Rand of math/rand/v2 is one; the same seed leaves the same.
type Chance interface {
	IntN(n int) int   // 0 up to n-1
	Float64() float64 // 0 up to, not including, 1
}

// change is something that was done to a file or to the directory and not synced yet.
type change struct {
	order int // over all files

	// Of a file.
	data   []byte // written at off; nil when the length is changed
	off    int64
	length int64

	// Of the directory.
	name string
	node *node // nil when the name is removed
}

// apply does the change to the bytes of a file and returns them.
func (c *change) apply(to []byte) []byte {
	if c.data == nil {
		return resize(to, c.length)
	}
	return put(to, c.off, c.data)
}

// rename does the change to a directory.
func (c *change) rename(names map[string]*node) {
	if c.node == nil {
		delete(names, c.name)
		return
	}
	names[c.name] = c.node
}

// resize gives bytes a length; what is new is zero.
func resize(b []byte, length int64) []byte {
	if n := int64(len(b)); length > n {
		b = slices.Grow(b, int(length-n))[:length]
		clear(b[n:])
		return b
	}
	clear(b[length:]) // or they would come back when it grows again
	return b[:length]
}

// put writes data into bytes, which grow if they have to.
func put(b []byte, off int64, data []byte) []byte {
	if end := off + int64(len(data)); end > int64(len(b)) {
		b = resize(b, end)
	}
	copy(b[off:], data)
	return b
}

// fate decides which of the changes that were not synced have reached the platter.
type fate struct {
	chance Chance
	after  int     // changes beyond this one have not
	keep   float64 // the chance of each of the others
	tear   float64 // the chance that a write reached it in some of its sectors only
}

// newFate draws one of the ways in which disks lose things. Orders are those of the changes that were not synced.
func newFate(chance Chance, orders []int) fate {
	f := fate{chance: chance, after: slices.Max(orders)}
	switch chance.IntN(5) {
	case 0: // nothing was on its way
	case 1:
		f.keep = 1 // everything was
	case 2: // the first ones, in the order in which they were made
		f.after, f.keep = orders[chance.IntN(len(orders))], 1
		f.tear = 0.1
	case 3:
		f.keep = 0.5
		f.tear = 0.2
	default:
		f.keep, f.tear = chance.Float64(), chance.Float64()
	}
	return f
}

// has reports whether a change has reached the platter.
func (f *fate) has(c *change) bool {
	return c.order <= f.after && f.chance.Float64() < f.keep
}

// write does a change to bytes, whole or in some of its sectors.
func (f *fate) write(c *change, to []byte) []byte {
	if c.data == nil || f.chance.Float64() >= f.tear {
		return c.apply(to)
	}
	for from := int64(0); from < int64(len(c.data)); {
		end := min(from+Sector-(c.off+from)%Sector, int64(len(c.data)))
		if f.chance.IntN(2) == 0 {
			to = put(to, c.off+from, c.data[from:end])
		}
		from = end
	}
	return to
}

// settle returns what the platter holds after a power cut, by name.
func (d *Disk) settle(chance Chance) map[string][]byte {
	var f fate
	if orders := d.unsynced(); len(orders) > 0 {
		f = newFate(chance, orders)
	}
	for i := range d.pending {
		if f.has(&d.pending[i]) {
			d.pending[i].rename(d.platter)
		}
	}
	out := map[string][]byte{}
	for _, name := range sorted(d.platter) { // in a fixed order: the same chance gives the same platter
		n := d.platter[name]
		data := n.platter
		for i := range n.pending {
			if f.has(&n.pending[i]) {
				data = f.write(&n.pending[i], data)
			}
		}
		out[name] = data
	}
	return out
}

// unsynced lists the orders of everything that was not synced, of files that have a name on the platter or may get one.
func (d *Disk) unsynced() []int {
	var out []int
	seen := map[*node]bool{}
	note := func(n *node) {
		if n == nil || seen[n] {
			return
		}
		seen[n] = true
		for i := range n.pending {
			out = append(out, n.pending[i].order)
		}
	}
	for _, name := range sorted(d.platter) {
		note(d.platter[name])
	}
	for i := range d.pending {
		out = append(out, d.pending[i].order)
		note(d.pending[i].node)
	}
	return out
}

func sorted(names map[string]*node) []string {
	out := make([]string, 0, len(names))
	for name := range names {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}
