package classify

// Label is a name in both languages of the library. Either may be empty.
type Label struct {
	ZH string `json:"zh,omitempty"` // simplified Chinese
	EN string `json:"en,omitempty"` // English
}

// In returns the label in the language of a BCP 47 tag: Chinese for "zh" and its
// variants, English otherwise; the other language stands in for a missing one.
func (l Label) In(lang string) string {
	zh := len(lang) >= 2 && (lang[0]|0x20) == 'z' && (lang[1]|0x20) == 'h'
	first, second := l.EN, l.ZH
	if zh {
		first, second = second, first
	}
	if first != "" {
		return first
	}
	return second
}

// Code is one value of a closed list, with the name shown to people.
type Code struct {
	Code  string `json:"code"` // stable, stored with cases, never shown alone
	Label Label  `json:"label,omitzero"`
}

// Codes builds a list of codes without labels.
func Codes(codes ...string) []Code {
	out := make([]Code, len(codes))
	for i, c := range codes {
		out[i] = Code{Code: c}
	}
	return out
}
