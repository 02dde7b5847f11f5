package survey

import "time"

// Wave is one round of a plan that repeats by the calendar.
type Wave struct {
	// Period is what the wave measures; its id names the wave.
	Period Period `json:"period"`
	// Opens and Closes bound when invitations can be answered: [Opens, Closes).
	Opens  time.Time `json:"opens"`
	Closes time.Time `json:"closes"`
}

// Waves lists the waves of a calendar plan that open in [from, to), in order;
// none for a plan after events. The plan must pass [Plan.Validate].
func (p Plan) Waves(from, to time.Time) (list []Wave) {
	if p.Every == "" || len(p.Contacts) != 1 {
		return nil
	}
	for _, period := range PeriodsBetween(from.Add(-time.Duration(p.Contacts[0])), to, p.Every, p.zone()) {
		w := Wave{Period: period, Opens: p.Contacts[0].after(period.Start)}
		w.Closes = p.Expires.after(w.Opens)
		if !w.Opens.Before(from) && w.Opens.Before(to) {
			list = append(list, w)
		}
	}
	return list
}

// Draw chooses the people asked in a wave, when it opens, under a seed of its
// own: the plan's seed, a slash and the id of the period. Errors are as in
// [Sample.Draw].
func (p Plan) Draw(w Wave, people []Person) (Draw, error) {
	s := p.Sample
	if s.Seed != "" {
		s.Seed += "/" + w.Period.ID
	}
	return s.Draw(people, p.CoolDown, w.Opens)
}
