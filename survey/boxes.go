package survey

// BoxSet names which answers on the five-level scale count as satisfied. The
// same answers give different shares under different sets, so it is always
// chosen by the caller, stored with the result, and never mixed in a merge.
type BoxSet string

// The box sets. The zero value is none of them and is refused.
const (
	// TopTwoOfFive counts 4 and 5, as customer satisfaction scores (CSAT)
	// outside China usually do.
	TopTwoOfFive BoxSet = "top-two-of-five"
	// TopThreeOfFive counts 3, 4 and 5: the Chinese 满意率 "基本满意以上",
	// in which only the two lowest levels are bad ratings (差评).
	TopThreeOfFive BoxSet = "top-three-of-five"
	// TopOneOfFive counts 5 alone: 非常满意率.
	TopOneOfFive BoxSet = "top-one-of-five"
)

// worstBoxes is the highest score that is a bad rating (差评) on the five-level
// scale, whatever the box set: 国办发〔2019〕51号 counts the two lowest levels.
const worstBoxes = 2

// lowest is the lowest score that counts as satisfied; ok is false for a name
// that is not one of the constants.
func (b BoxSet) lowest() (score int, ok bool) {
	switch b {
	case TopTwoOfFive:
		return 4, true
	case TopThreeOfFive:
		return 3, true
	case TopOneOfFive:
		return 5, true
	}
	return 0, false
}

// title names the box set for people.
func (b BoxSet) title() Label {
	switch b {
	case TopTwoOfFive:
		return Label{"满意及以上", "top two of five"}
	case TopThreeOfFive:
		return Label{"基本满意及以上", "top three of five"}
	case TopOneOfFive:
		return Label{"非常满意", "top one of five"}
	}
	return Label{string(b), string(b)}
}

// boxNames lists the box sets.
func boxNames() []string {
	return []string{string(TopTwoOfFive), string(TopThreeOfFive), string(TopOneOfFive)}
}
