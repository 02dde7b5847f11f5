package complaint_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/playbook"
)

// Two desks that were given the same source of randomness draw the same ids: the second one draws again.
func TestAnIdThatIsTakenIsDrawnAgain(t *testing.T) {
	store := memstore.New()
	one := setupOn(t, store)
	two := setupOn(t, store, func(cfg *complaint.Config, _ *playbook.Playbook) { cfg.Clock = one.clock })
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	one.ctx, two.ctx = ctx, ctx
	first := one.register(guest())
	other := guest()
	other.Complainant.Phone, other.Place = "13900000002", "0902"
	second := two.register(other)
	require.NotEqual(t, first.ID, second.ID)
	require.NotEqual(t, first.Number, second.Number)
	one.verify(first.ID)
	two.verify(second.ID)
}
