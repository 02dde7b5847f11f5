package memstore_test

import (
	"testing"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, storetest.Harness{Open: func(testing.TB) complaint.Store { return memstore.New() }})
}

func BenchmarkStore(b *testing.B) {
	storetest.Bench(b, storetest.Harness{Open: func(testing.TB) complaint.Store { return memstore.New() }})
}
