package classify

// Type is the type of a fact.
type Type string

// The types a field may have.
const (
	TypeCode   Type = "code"   // one value of a list of codes
	TypeText   Type = "text"   // free text (自由文本); searched by the lexicon, never shown
	TypeNumber Type = "number" // a whole number between −(2⁵³−1) and 2⁵³−1
	TypeMoney  Type = "money"  // an amount in minor units (分) of the field's currency
	TypeBool   Type = "bool"   // yes or no
	TypeTags   Type = "tags"   // any number of values of a list of codes
)

// maxNumber bounds numbers and amounts to what JSON carries exactly.
const maxNumber = 1<<53 - 1

// Field declares one fact a rule set may read.
type Field struct {
	Name  string `json:"name"` // letters, digits, "_", "-", ".", starting with a letter
	Label Label  `json:"label,omitzero"`
	Type  Type   `json:"type"`
	// Codes is the closed list of a code or tags field. It must be empty for the
	// other types, and may be empty only when Open is set.
	Codes []Code `json:"codes,omitempty"`
	// Open allows values outside Codes, such as ids of units or products. Values of
	// an open field are sealed: they never appear in the public part of a decision.
	Open bool `json:"open,omitempty"`
	// Personal seals the values of a field of any type (个人信息).
	Personal bool `json:"personal,omitempty"`
	// Currency is the ISO 4217 code of a money field; a fact in another currency is
	// refused. Defaults to CNY.
	Currency string `json:"currency,omitempty"`
}

// sealedValue reports whether values of the field must stay out of public output.
func (f Field) sealedValue() bool {
	return f.Personal || f.Open || f.Type == TypeText
}

func (f Field) currency() string {
	if f.Currency == "" {
		return "CNY"
	}
	return f.Currency
}
