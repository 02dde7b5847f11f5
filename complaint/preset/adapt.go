package preset

import (
	"maps"
	"slices"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// How one preset is turned into another: who may do what, what a step has to wait for, what people are called.

// grantOnly lets these roles, and nobody else, do some commands. No roles take a command from everybody.
func grantOnly(grants []playbook.Grant, roles []string, commands ...string) []playbook.Grant {
	for i := range grants {
		grants[i].Commands = slices.DeleteFunc(grants[i].Commands, func(c string) bool { return slices.Contains(commands, c) })
	}
	if len(roles) == 0 {
		return grants
	}
	return grantAlso(grants, roles, commands...)
}

// grantAlso lets these roles do some commands, beside whoever does.
func grantAlso(grants []playbook.Grant, roles []string, commands ...string) []playbook.Grant {
	return append(grants, playbook.Grant{Roles: roles, Commands: commands})
}

// titled gives a role the title of the trade.
func titled(roles []playbook.Role, role, zh, en string) {
	for i := range roles {
		if roles[i].Code == role {
			roles[i].Label = text(zh, en)
		}
	}
}

// needing is a life cycle in which some events ask for one guard more.
func needing(rows []playbook.Transition, guard string, events ...string) []playbook.Transition { //nolint:unparam // the call says which guard
	for i := range rows {
		if slices.Contains(events, rows[i].Event) && !slices.Contains(rows[i].Guards, guard) {
			rows[i].Guards = append(slices.Clone(rows[i].Guards), guard)
		}
	}
	return rows
}

// onWhere matches an event with one of some values of an attribute.
func onWhere(event, attribute string, values ...string) []sla.Condition {
	return []sla.Condition{{Event: event, With: map[string][]string{attribute: values}}}
}

// ifFact is a condition on one fact.
func ifFact(fact string, values ...string) map[string][]string {
	return map[string][]string{fact: values}
}

// afterTask matches a task of the playbook that is done, with one of some results; no results means any.
func afterTask(task string, results ...string) []sla.Condition {
	with := map[string][]string{"code": {task}}
	if len(results) > 0 {
		with["result"] = results
	}
	return []sla.Condition{{Event: "task-done", With: with}}
}

// endOfDay is a term that ends at midnight so many calendar days later; none is the same day.
func endOfDay(days int) sla.Choice {
	return sla.Choice{Term: sla.Term{Span: sla.Days(days), Landing: sla.LandMidnight, Roll: sla.RollNone}}
}

// yesField is a question the desk answers by yes or no.
func yesField(name, zh, en string) playbook.Field {
	return playbook.Field{Name: name, Label: text(zh, en), Type: playbook.BoolField}
}

// mustRecord is a value that has to be there when a task is done.
func mustRecord(name string, kind playbook.FieldType, zh, en string) playbook.Field {
	return playbook.Field{Name: name, Label: text(zh, en), Type: kind, Required: &playbook.Applies{}}
}

// roundTheClock is a calendar that never closes, in China's time, for those who take complaints day and night.
func roundTheClock() sla.CalendarSpec {
	return sla.CalendarSpec{ID: always24, Version: "1", Zone: "Asia/Shanghai", Week: sla.EveryDay("00:00-24:00")}
}

// always24 is the calendar of [roundTheClock].
const always24 = "round-the-clock"

// followedUpAlways lets the limit of the follow-up run for every severity, where every case is followed up.
func followedUpAlways(targets []sla.Target) {
	for i := range targets {
		if targets[i].Name == "follow-up" {
			targets[i].Terms = []sla.Choice{always(sla.Workdays(3))}
		}
	}
}

// onlyKinds holds targets to cases of some kinds.
func onlyKinds(targets []sla.Target, kinds []string, names ...string) {
	for i := range targets {
		if !slices.Contains(names, targets[i].Name) {
			continue
		}
		for k := range targets[i].Terms {
			when := map[string][]string{"kind": kinds}
			maps.Copy(when, targets[i].Terms[k].When)
			targets[i].Terms[k].When = when
		}
	}
}
