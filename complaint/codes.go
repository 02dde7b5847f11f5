package complaint

import (
	"maps"
	"strconv"
	"strings"

	"github.com/redress-go/redress/complaint/playbook"
)

// codes are the labels of the codes in a field, one after the other.
func (l *letter) codes(f *playbook.Field, value string) string {
	list, _ := f.SplitCodes(value)
	labels := make([]string, len(list))
	for i, c := range list {
		labels[i] = l.code(f.Values, c)
	}
	return strings.Join(labels, map[string]string{"zh": "、", "en": ", "}[l.lang])
}

// doneAttrs are the attributes of task-done: the task, its code and result, and every public date that was recorded, by
// the name of its field, so that a target may take its due from it (R15: correction by the day the meeting set).
func (d *decision) doneAttrs(t *Task) map[string]string {
	attrs := map[string]string{}
	if rule := d.rules.taskRule(t.Code); rule != nil {
		for i := range rule.Records {
			f := &rule.Records[i]
			for _, r := range t.Reports {
				if v := r.Values[f.Name]; f.Type == playbook.DateField && !f.Personal && v != "" {
					attrs[f.Name] = v
				}
			}
		}
	}
	maps.Copy(attrs, map[string]string{"task": strconv.Itoa(t.ID), "code": t.Code, "result": t.Result})
	return attrs
}
