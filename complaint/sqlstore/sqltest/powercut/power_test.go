package powercut_test

import (
	"io"
	"math/rand/v2"
	"testing"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/vfs"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint/sqlstore/sqltest/powercut"
)

func TestTheFuseBlowsInTheActItIsSetTo(t *testing.T) {
	for n := 1; n <= 3; n++ {
		d, f := bare(t)
		d.Fuse(n)
		for i := 1; i < n; i++ {
			write(t, f, 0, "b")
		}
		_, err := f.WriteAt([]byte("c"), 0)
		require.ErrorIs(t, err, sqlite3.IOERR_WRITE)
		<-d.Off()
	}
}

func TestTheFuseBlowsInTheSyncItIsSetTo(t *testing.T) {
	d, f := bare(t)
	d.FuseInSync(2)
	for range 2 {
		write(t, f, 0, "b")
		write(t, f, 0, "c")
		if err := f.Sync(vfs.SYNC_FULL); err != nil {
			require.ErrorIs(t, err, sqlite3.IOERR_FSYNC)
			<-d.Off()
			return
		}
	}
	t.Fatal("the power lasted")
}

func TestAFuseIsTakenOut(t *testing.T) {
	d, f := bare(t)
	d.Fuse(1)
	d.FuseInSync(1)
	d.Fuse(0)
	write(t, f, 0, "b")
	require.NoError(t, f.Sync(vfs.SYNC_FULL))
}

func TestWithoutPowerEverythingFails(t *testing.T) {
	d, f := bare(t)
	d.Cut()
	inTheDark, _, err := d.Open("/f", asLog)
	require.NoError(t, err)
	dead := func(f vfs.File) {
		for what, err := range map[string]error{
			"write": second(f.WriteAt([]byte("b"), 0)), "truncate": f.Truncate(0),
			"sync": f.Sync(vfs.SYNC_FULL), "size": second(f.Size()), "lock": f.Lock(vfs.LOCK_SHARED),
			"reserved": second(f.CheckReservedLock()),
		} {
			require.ErrorIs(t, err, sqlite3.IOERR, what)
		}
	}
	allDead := func() {
		dead(f)
		require.ErrorIs(t, second(f.ReadAt(make([]byte, 1), 0)), sqlite3.IOERR)
		dead(inTheDark)
		require.ErrorIs(t, second(inTheDark.ReadAt(make([]byte, 1), 0)), io.EOF, "nothing that was on the disk")
	}
	allDead()
	require.Error(t, d.Delete("/f", false))
	_, err = d.Access("/f", vfs.ACCESS_EXISTS)
	require.Error(t, err)
	d.PowerOn(rand.New(rand.NewPCG(1, 1)))
	allDead() // what was open before stays dead
	require.NoError(t, f.Close())
}

func second[T any](_ T, err error) error { return err }

func TestACutSyncMayHaveSyncedOrNot(t *testing.T) {
	left := shape(after(t, "/f", func(d *powercut.Disk, f vfs.File) {
		write(t, f, 0, letters('b', powercut.Sector))
		d.Fuse(1)
		require.ErrorIs(t, f.Sync(vfs.SYNC_FULL), sqlite3.IOERR_FSYNC)
	}))
	require.Positive(t, left["aaaa"])
	require.Positive(t, left["baaa"])
	require.Len(t, left, 2)
}

func TestTheSameChanceLeavesTheSame(t *testing.T) {
	image := func() map[string][]byte {
		d, f := bare(t)
		for i := range 20 {
			write(t, f, int64(i*300), letters(byte('b'+i), 900))
		}
		write(t, open(t, d, "/g", asData), 0, "new")
		d.PowerOn(rand.New(rand.NewPCG(7, 7)))
		return d.Image()
	}
	once, again := image(), image()
	require.Equal(t, once, again)
}

func TestASecondCutFindsWhatTheFirstHasLeft(t *testing.T) {
	d, f := bare(t)
	write(t, f, 0, "kept")
	chance := rand.New(rand.NewPCG(3, 3))
	d.PowerOn(chance)
	left := d.Image()
	d.PowerOn(chance)
	require.Equal(t, left, d.Image(), "nothing was written between the two")
}

func TestAnImageIsPutBack(t *testing.T) {
	d, f := bare(t)
	image := d.Image()
	write(t, f, 0, letters('b', 9*powercut.Sector))
	require.NoError(t, f.Sync(vfs.SYNC_FULL))
	require.True(t, d.Holds("bbb"))
	d.Load(image)
	require.Equal(t, image, d.Image())
	require.False(t, d.Holds("bbb"))
	d.PowerOn(rand.New(rand.NewPCG(3, 3)))
	require.Equal(t, image, d.Image(), "an image is on the platter")
}

func TestReadingBehindTheEnd(t *testing.T) {
	_, f := bare(t)
	b := make([]byte, 10)
	n, err := f.ReadAt(b, 4*powercut.Sector-3)
	require.Equal(t, 3, n)
	require.ErrorIs(t, err, io.EOF)
	n, err = f.ReadAt(b, 9*powercut.Sector)
	require.Zero(t, n)
	require.ErrorIs(t, err, io.EOF)
}

func TestLocks(t *testing.T) {
	d, one := bare(t)
	two := open(t, d, "/f", asLog)
	require.NoError(t, one.Lock(vfs.LOCK_SHARED))
	require.NoError(t, two.Lock(vfs.LOCK_SHARED))
	require.NoError(t, one.Lock(vfs.LOCK_RESERVED))
	taken, err := two.CheckReservedLock()
	require.NoError(t, err)
	require.True(t, taken)
	require.ErrorIs(t, two.Lock(vfs.LOCK_RESERVED), sqlite3.BUSY)
	require.ErrorIs(t, two.Lock(vfs.LOCK_EXCLUSIVE), sqlite3.BUSY)
	require.ErrorIs(t, one.Lock(vfs.LOCK_EXCLUSIVE), sqlite3.BUSY, "somebody reads")
	third := open(t, d, "/f", asLog)
	require.ErrorIs(t, third.Lock(vfs.LOCK_SHARED), sqlite3.BUSY, "somebody waits to write")
	require.NoError(t, two.Unlock(vfs.LOCK_NONE))
	require.NoError(t, one.Lock(vfs.LOCK_EXCLUSIVE))
	require.NoError(t, one.Close())
	require.NoError(t, third.Lock(vfs.LOCK_SHARED))
	require.NoError(t, third.Lock(vfs.LOCK_RESERVED))
	require.NoError(t, third.Lock(vfs.LOCK_EXCLUSIVE))
}
