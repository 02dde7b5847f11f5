package classify

import "strings"

// Dimensions of a decision. A table sets one of them; a condition may read any
// that is decided before it, as if it were a field of that name.
const (
	DimKind     = "kind"     // 类型: query, consultation, complaint …
	DimValidity = "validity" // 有效性: valid or invalid
	DimSeverity = "severity" // 级别
	DimNature   = "nature"   // 性质: what the complainant is after (R08)
	DimScope    = "scope"    // 范围: individual or group (R20)
	DimFlags    = "flags"    // 标记
	DimUnit     = "unit"     // 责任部门; set by the routes only

	// DimCategory is the prefix of the categories: "category." and the axis id.
	DimCategory = "category."
)

// Values of the validity dimension; the empty string is undecided.
const (
	Valid   = "valid"   // 有效
	Invalid = "invalid" // 无效: a decision with a typed reason, still a row in the ledger
)

// FlagConfirm is raised beside [Decision.Confirm]: words in the text suggest a grade
// that only facts may set, and a person should look (文本提示，人工确认). It needs no
// declaration.
const FlagConfirm = "confirm"

// CategoryDim returns the dimension of an axis.
func CategoryDim(axis string) string { return DimCategory + axis }

// dimRank orders dimensions that do not read each other.
func dimRank(dim string) int {
	switch dim {
	case DimKind:
		return 0
	case DimValidity:
		return 1
	case DimSeverity:
		return 3
	case DimScope:
		return 4
	case DimNature:
		return 5
	case DimFlags:
		return 6
	case DimUnit:
		return 7
	}
	return 2 // categories
}

func reservedName(name string) bool {
	return dimRank(name) != 2 || strings.HasPrefix(name, DimCategory)
}
