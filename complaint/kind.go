package complaint

import "time"

// kindAtIntake is the kind that an intake will be registered as, where the number depends on it; else "".
func (r *rules) kindAtIntake(in *Intake, now time.Time) string {
	if len(r.pb.Numbers.Kinds) == 0 {
		return ""
	}
	received := stamp(in.Received)
	if received.IsZero() {
		received = now
	}
	class, _, err := r.classify(in, received)
	if err != nil {
		return in.Kind
	}
	return class.Kind
}
