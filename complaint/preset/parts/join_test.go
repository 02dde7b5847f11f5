package parts_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/preset/parts"
)

func TestJoinPutsCodesTogether(t *testing.T) {
	a := parts.Part{
		Fields: []classify.Field{{Name: "channel", Type: classify.TypeCode, Codes: classify.Codes("web", "phone")}},
		Flags:  classify.Codes("x"),
	}
	b := parts.Part{
		Fields: []classify.Field{{Name: "channel", Type: classify.TypeCode, Codes: classify.Codes("phone", "fax"), Personal: true}},
		Flags:  classify.Codes("x", "y"),
	}
	rs, err := parts.Join("both", "1", classify.Label{EN: "Both"}, a, b)
	require.NoError(t, err)
	assert.Equal(t, classify.Codes("web", "phone", "fax"), rs.Fields[0].Codes)
	assert.True(t, rs.Fields[0].Personal, "who reads it as personal wins")
	assert.Equal(t, classify.Codes("x", "y"), rs.Flags)
	assert.Len(t, a.Fields[0].Codes, 2, "a part is not changed by joining it")
}

func TestJoinNamesEveryConflict(t *testing.T) {
	text := parts.Part{Fields: []classify.Field{{Name: "loss", Type: classify.TypeText}}}
	_, err := parts.Join("x", "1", classify.Label{}, parts.HotelSeverity(), parts.ServiceSeverity(parts.Limits{}),
		text, parts.DeveloperRoutes(), parts.GroupResponsibility(), parts.DeveloperContent(), parts.GroupClasses())
	require.ErrorIs(t, err, parts.ErrConflict)
	var bad *parts.ConflictError
	require.ErrorAs(t, err, &bad)
	var paths []string
	for _, c := range bad.Conflicts {
		paths = append(paths, c.Path)
	}
	assert.Equal(t, []string{
		"fields.loss", "lexicon.keywords.harm", "tables.severity", "fields.loss", "routes", "axes.content",
	}, paths)
	assert.ErrorContains(t, err, `tables.severity: table "severity" sets severity already`)
}

func TestPartsAreFreshAtEveryCall(t *testing.T) {
	for _, p := range everyPart() {
		for i := range p.Fields {
			p.Fields[i].Name = "x"
		}
		for i := range p.Tables {
			p.Tables[i].Rows[0].ID = "x"
		}
	}
	joined(t, parts.Kinds(), parts.Nature(), parts.HotelSeverity())
}

func TestAmountsAreJoinedByCurrency(t *testing.T) {
	loss := func(currency string) parts.Part {
		return parts.Part{Fields: []classify.Field{{Name: "loss", Type: classify.TypeMoney, Currency: currency}}}
	}
	_, err := parts.Join("x", "1", classify.Label{}, loss(""), loss("CNY"))
	assert.NoError(t, err, "CNY is the default")
	_, err = parts.Join("x", "1", classify.Label{}, loss(""), loss("USD"))
	assert.ErrorContains(t, err, "fields.loss: money in CNY and money in USD")
}
