package preset

import (
	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset/parts"
)

// integrityFlag marks a complaint about misconduct (廉洁问题), integrityTask is the inquiry that only one role knows of.
const (
	integrityFlag  = "integrity"
	integrityTask  = "integrity"
	punishmentTask = "punishment"
	verified       = "verified"
	notVerified    = "not-verified"
)

// integrity is the part of the rules that tells misconduct from a matter of service: the desk ticks which kind it is.
func integrity(source string, conduct ...playbook.Code) parts.Part {
	codes := make([]string, len(conduct))
	for i, c := range conduct {
		codes[i] = c.Code
	}
	return parts.Part{
		Flags:  labels([]playbook.Code{code(integrityFlag, "廉洁问题", "integrity")}),
		Fields: []classify.Field{{Name: "conduct", Type: classify.TypeCode, Label: classify.Label{ZH: "违纪行为", EN: "Misconduct"}, Codes: labels(conduct)}},
		Tables: []classify.Table{{
			ID: "integrity", Label: classify.Label{ZH: "廉洁问题", EN: "Integrity"}, Sets: classify.DimFlags, Hit: classify.HitCollect,
			Rows: []classify.Row{{ID: "misconduct", Then: integrityFlag, Source: source, When: classify.OneOf("conduct", codes...)}},
		}},
	}
}

// inquired opens an inquiry beside the main line for every case of misconduct: at intake, or when somebody tags the case
// "integrity" later. Only the role that leads it knows of it; what is verified is punished, and the measure recorded.
func inquired(p *playbook.Playbook, role string) {
	p.Tasks = append(p.Tasks, playbook.TaskRule{
		Code: integrityTask, Label: text("廉洁问题核查", "inquire into misconduct"), Role: role, VisibleTo: []string{role},
		Results: []string{verified, notVerified},
	}, playbook.TaskRule{
		Code: punishmentTask, Label: text("违纪处分", "disciplinary measure"), After: []playbook.TaskAfter{{Task: integrityTask, Results: []string{verified}}},
		Role: role, VisibleTo: []string{role}, Records: []playbook.Field{mustRecord("measure", playbook.TextField, "处分决定", "Measure")},
	})
	inquire := map[string]string{"task": integrityTask}
	p.Reactions = append(p.Reactions,
		playbook.Reaction{Name: "misconduct-told", On: on("register"), If: ifFact("flag."+integrityFlag, "yes"), Do: inquire},
		playbook.Reaction{Name: "misconduct-found", On: onWhere("tagged", "tag", integrityFlag), Do: inquire},
	)
}

// graver makes misconduct a serious case, whatever else is known of it.
func graver(severity parts.Part, source string, conduct ...playbook.Code) parts.Part {
	codes := make([]string, len(conduct))
	for i, c := range conduct {
		codes[i] = c.Code
	}
	severity.Tables[0].Rows = append(severity.Tables[0].Rows, classify.Row{
		ID: "misconduct", Then: "major", Source: source + ", ours", When: classify.OneOf("conduct", codes...),
	})
	return severity
}
