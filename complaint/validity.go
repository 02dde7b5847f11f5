package complaint

// setValidity records whether a complaint is valid, as a finding established it (R16: the dealer caused it, or made it
// worse); none, and the same, change nothing.
func (d *decision) setValidity(validity string) {
	if validity == "" || validity == d.c.Validity {
		return
	}
	class := d.c.Classification
	class.Validity = validity
	d.emit(ClassifiedEffect{Classification: class})
	d.refresh = true
}
