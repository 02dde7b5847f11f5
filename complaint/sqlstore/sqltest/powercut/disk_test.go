package powercut_test

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"github.com/ncruces/go-sqlite3/vfs"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint/sqlstore/sqltest/powercut"
)

// The parts of a database as SQLite opens them.
const (
	asData = vfs.OPEN_MAIN_DB | vfs.OPEN_CREATE | vfs.OPEN_READWRITE
	asLog  = vfs.OPEN_WAL | vfs.OPEN_CREATE | vfs.OPEN_READWRITE
)

// tries is how often chance is asked when every outcome has to be seen.
const tries = 400

// bare is a disk with one synced file of four sectors of the letter a.
func bare(t *testing.T) (*powercut.Disk, vfs.File) {
	t.Helper()
	d := powercut.New("") // nobody opens a database on it
	f := open(t, d, "/f", asLog)
	write(t, f, 0, letters('a', 4*powercut.Sector))
	require.NoError(t, f.Sync(vfs.SYNC_FULL))
	return d, f
}

func open(t *testing.T, d *powercut.Disk, name string, flags vfs.OpenFlag) vfs.File {
	t.Helper()
	f, _, err := d.Open(name, flags)
	require.NoError(t, err)
	return f
}

func write(t *testing.T, f vfs.File, off int64, data string) {
	t.Helper()
	n, err := f.WriteAt([]byte(data), off)
	require.NoError(t, err)
	require.Equal(t, len(data), n)
}

func letters(c byte, n int) string { return string(bytes.Repeat([]byte{c}, n)) }

// after lets a play go on until the power is cut, again and again with other chances, and returns how often each content
// of a file was left; a file that is not there counts as "gone".
func after(t *testing.T, name string, play func(d *powercut.Disk, f vfs.File)) map[string]int {
	t.Helper()
	out := map[string]int{}
	for i := range uint64(tries) {
		d, f := bare(t)
		play(d, f)
		d.PowerOn(rand.New(rand.NewPCG(i, 0)))
		data, there := d.Image()[name]
		if !there {
			data = []byte("gone")
		}
		out[string(data)]++
	}
	return out
}

// shape shortens the content of a file to one letter a sector.
func shape(left map[string]int) map[string]int {
	out := map[string]int{}
	for data, n := range left {
		var s []byte
		for i := 0; i < len(data); i += powercut.Sector {
			s = append(s, data[i])
		}
		out[string(s)] += n
	}
	return out
}

func TestWhatWasSyncedSurvives(t *testing.T) {
	left := after(t, "/f", func(_ *powercut.Disk, f vfs.File) {
		write(t, f, 100, "synced")
		require.NoError(t, f.Truncate(3*powercut.Sector))
		require.NoError(t, f.Sync(vfs.SYNC_NORMAL))
	})
	want := []byte(letters('a', 3*powercut.Sector))
	copy(want[100:], "synced")
	require.Equal(t, map[string]int{string(want): tries}, left)
}

func TestWhatWasNotSyncedSurvivesOrNotWholeOrTorn(t *testing.T) {
	left := shape(after(t, "/f", func(_ *powercut.Disk, f vfs.File) {
		write(t, f, 0, letters('b', 3*powercut.Sector))
	}))
	for _, s := range []string{"aaaa", "bbba", "baaa", "abaa", "aaba", "bbaa", "abba", "baba"} {
		require.Positive(t, left[s], "%s of %v", s, left)
	}
	require.Len(t, left, 8, "no other sector was touched")
}

func TestALaterWriteMaySurviveAnEarlierOne(t *testing.T) {
	left := shape(after(t, "/f", func(_ *powercut.Disk, f vfs.File) {
		write(t, f, 0, letters('b', powercut.Sector))
		write(t, f, powercut.Sector, letters('c', powercut.Sector))
	}))
	for _, s := range []string{"aaaa", "baaa", "acaa", "bcaa"} {
		require.Positive(t, left[s], "%s of %v", s, left)
	}
	require.Len(t, left, 4)
}

func TestOfTwoWritesInOnePlaceTheLaterWins(t *testing.T) {
	left := shape(after(t, "/f", func(_ *powercut.Disk, f vfs.File) {
		write(t, f, 0, letters('b', powercut.Sector))
		write(t, f, 0, letters('c', powercut.Sector))
	}))
	require.Len(t, left, 3)
	require.Greater(t, left["caaa"], left["baaa"], "%v", left)
}

func TestAWriteWithinASectorIsWholeAndHarmsNothingBesideIt(t *testing.T) {
	left := after(t, "/f", func(_ *powercut.Disk, f vfs.File) { write(t, f, 10, "0123456789") })
	whole := []byte(letters('a', 4*powercut.Sector))
	copy(whole[10:], "0123456789")
	require.Positive(t, left[string(whole)])
	require.Positive(t, left[letters('a', 4*powercut.Sector)])
	require.Len(t, left, 2)
}

func TestAWriteBehindALostOneLeavesZeros(t *testing.T) {
	left := shape(after(t, "/f", func(_ *powercut.Disk, f vfs.File) {
		write(t, f, 4*powercut.Sector, letters('b', powercut.Sector))
		write(t, f, 5*powercut.Sector, letters('c', powercut.Sector))
	}))
	for _, s := range []string{"aaaa", "aaaab", "aaaa\x00c", "aaaabc"} {
		require.Positive(t, left[s], "%q of %v", s, left)
	}
	require.Len(t, left, 4)
}

func TestAChangeOfLengthSurvivesOrNot(t *testing.T) {
	left := shape(after(t, "/f", func(_ *powercut.Disk, f vfs.File) {
		require.NoError(t, f.Truncate(powercut.Sector))
		size, err := f.Size()
		require.NoError(t, err)
		require.EqualValues(t, powercut.Sector, size)
		require.NoError(t, f.Truncate(2*powercut.Sector))
	}))
	for _, s := range []string{"aaaa", "a", "a\x00", "aa"} {
		require.Positive(t, left[s], "%q of %v", s, left)
	}
	require.Len(t, left, 4)
}

func TestANameSurvivesWhenTheDirectoryWasSynced(t *testing.T) {
	for _, tc := range []struct {
		rule string
		play func(d *powercut.Disk, f vfs.File)
		want []string
	}{
		{"a new file may be gone, though its content was synced", func(d *powercut.Disk, _ vfs.File) {
			f := open(t, d, "/g", asData)
			write(t, f, 0, "new")
			require.NoError(t, f.Sync(vfs.SYNC_FULL))
		}, []string{"gone", "new"}},
		{"the first sync of a log brings its name along", func(d *powercut.Disk, _ vfs.File) {
			f := open(t, d, "/g", asLog)
			write(t, f, 0, "new")
			require.NoError(t, f.Sync(vfs.SYNC_FULL))
		}, []string{"new"}},
		{"and every other name", func(d *powercut.Disk, _ vfs.File) {
			f := open(t, d, "/g", asData)
			write(t, f, 0, "new")
			require.NoError(t, f.Sync(vfs.SYNC_FULL))
			require.NoError(t, open(t, d, "/h", asLog).Sync(vfs.SYNC_FULL))
		}, []string{"new"}},
		{"a name that is there may be there without its content", func(d *powercut.Disk, _ vfs.File) {
			f := open(t, d, "/g", asData)
			require.NoError(t, open(t, d, "/h", asLog).Sync(vfs.SYNC_FULL))
			write(t, f, 0, "new")
		}, []string{"", "new"}},
	} {
		t.Run(tc.rule, func(t *testing.T) {
			left := after(t, "/g", tc.play)
			for _, s := range tc.want {
				require.Positive(t, left[s], "%q of %v", s, left)
			}
			require.Len(t, left, len(tc.want))
		})
	}
}

func TestARemovedFileMayComeBack(t *testing.T) {
	was := letters('a', 4*powercut.Sector)
	left := after(t, "/f", func(d *powercut.Disk, _ vfs.File) {
		require.NoError(t, d.Delete("/f", false))
		there, err := d.Access("/f", vfs.ACCESS_EXISTS)
		require.NoError(t, err)
		require.False(t, there)
	})
	require.Positive(t, left["gone"])
	require.Positive(t, left[was])
	require.Len(t, left, 2)
	left = after(t, "/f", func(d *powercut.Disk, _ vfs.File) { require.NoError(t, d.Delete("/f", true)) })
	require.Equal(t, map[string]int{"gone": tries}, left)
}

func TestADiskThatLiesLosesWhatItSaidItHad(t *testing.T) {
	left := after(t, "/f", func(d *powercut.Disk, f vfs.File) {
		d.Lie(true)
		write(t, f, 0, "lied")
		require.NoError(t, f.Sync(vfs.SYNC_FULL))
	})
	require.Positive(t, left[letters('a', 4*powercut.Sector)])
	require.Len(t, left, 2)
}
