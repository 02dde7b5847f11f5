package classify

import (
	"fmt"
	"strings"
)

// active checks the overrides and returns those in force, by dimension.
func (c *Classifier) active(overrides []Override) (map[string]Override, error) {
	if len(overrides) == 0 {
		return nil, nil
	}
	var faults faultList
	active := map[string]Override{}
	for i, o := range overrides {
		c.checkOverride(fmt.Sprintf("overrides[%d]", i), o, &faults)
		if o.Release {
			if _, ok := active[o.Dimension]; !ok {
				faults.add(fmt.Sprintf("overrides[%d]", i), RuleConflict, "%q is not overridden", clip(o.Dimension))
			}
			delete(active, o.Dimension)
		} else {
			active[o.Dimension] = o
		}
	}
	return active, faults.err("overrides")
}

func (c *Classifier) checkOverride(path string, o Override, faults *faultList) {
	if strings.TrimSpace(o.Why) == "" {
		faults.add(path+".why", RuleRequired, "an override needs a reason")
	}
	at, ok := c.schema.byName[o.Dimension]
	if !ok || at < c.schema.fields || o.Dimension == DimFlags {
		dims := c.schema.names[c.schema.fields:]
		faults.miss(path+".dimension", RuleUnknown, didYouMean(o.Dimension, dims), "no single-valued dimension %q", clip(o.Dimension))
		return
	}
	s := &c.schema.slots[at]
	_, known := s.index[o.Outcome]
	switch {
	case o.Release && o.Outcome != "":
		faults.add(path+".outcome", RuleConflict, "a release has no outcome")
	case !o.Release && !known:
		faults.miss(path+".outcome", RuleUnknownCode, didYouMean(o.Outcome, s.codes), "%q has no code %q", s.name, clip(o.Outcome))
	}
	reasons := codesOf(c.rs.InvalidReasons)
	invalid := !o.Release && o.Dimension == DimValidity && o.Outcome == Invalid
	switch {
	case invalid && !contains(reasons, o.ValidityReason):
		faults.miss(path+".validity_reason", RuleUnknownCode, didYouMean(o.ValidityReason, reasons),
			"an invalid outcome needs one of the declared reasons")
	case !invalid && o.ValidityReason != "":
		faults.add(path+".validity_reason", RuleConflict, "only an invalid outcome has a reason")
	}
}
