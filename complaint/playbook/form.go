package playbook

import "github.com/redress-go/redress/sla"

// Form identifies the handling sheet (处理单) as a controlled document (R10). The zero value is a form that nobody
// controls: the sheet bears no number.
type Form struct {
	Number    string   `json:"number,omitempty"`   // of the form, not of the case: "QR-08-03"
	Version   string   `json:"version,omitempty"`  // "B/2"
	Effective sla.Date `json:"effective,omitzero"` // the first day it is used, in the playbook's zone
}
