// Package parts holds pieces of rules that several trades share, ready to be put into a
// playbook: the eight telephone scenes of a telecom desk (R05), kinds and validity (R06),
// natures (R08), the severity definitions of a hotel (R11), a car maker (R16) and a service
// industry (R20), the responsibility tables of a developer (R17) and of a real-estate group
// (R19), and the axes of JR/T 0169-2018.
//
// Everything is data, built fresh at every call and the caller's to change. [Join] makes a
// rule set out of several parts. What the sources leave open is ours and says so in its
// Source. The legal instruments behind some parts are named with them; none of it is legal
// advice.
package parts

import "github.com/redress-go/redress/classify"

// ours marks what no source says: sensible, configurable, unverified.
const ours = "ours"

// text is a label in both languages.
func text(zh, en string) classify.Label { return classify.Label{ZH: zh, EN: en} }

// code is one value of a closed list.
func code(c, zh, en string) classify.Code {
	return classify.Code{Code: c, Label: text(zh, en)}
}

// node is a code of an axis.
func node(c, zh, en string, children ...classify.Node) classify.Node {
	return classify.Node{Code: c, Label: text(zh, en), Children: children}
}

// row is one rule of a table.
func row(id, then, source string, when classify.Cond) classify.Row {
	return classify.Row{ID: id, Then: then, Source: source, When: when}
}

// yesNo is a field answered by yes or no.
func yesNo(name, zh, en string) classify.Field {
	return classify.Field{Name: name, Type: classify.TypeBool, Label: text(zh, en)}
}

// coded is a field with a closed list of codes.
func coded(name, zh, en string, codes ...classify.Code) classify.Field {
	return classify.Field{Name: name, Type: classify.TypeCode, Label: text(zh, en), Codes: codes}
}

// words is the field of the complainant's own words.
func words() classify.Field {
	return classify.Field{Name: "text", Type: classify.TypeText, Label: text("投诉内容", "What they say")}
}
