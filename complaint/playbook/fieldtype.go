package playbook

import (
	"slices"
	"strings"
)

// fieldTypes are the types a field may have, as text.
func fieldTypes() []string {
	return []string{
		string(TextField), string(CodeField), string(CodesField), string(NumberField), string(MoneyField), string(DateField),
		string(BoolField),
	}
}

// listed reports whether a field of the type has a closed list of values.
func (t FieldType) listed() bool { return t == CodeField || t == CodesField }

// SplitCodes returns the codes in the value of a field of codes, in the order given; nil when it is empty. It is false when
// a code stands there twice or is not on the list.
func (f *Field) SplitCodes(value string) ([]string, bool) {
	if value == "" {
		return nil, true
	}
	codes := strings.Split(value, ",")
	for i, c := range codes {
		known := slices.ContainsFunc(f.Values, func(x Code) bool { return x.Code == c })
		if !known || slices.Contains(codes[:i], c) {
			return nil, false
		}
	}
	return codes, true
}
