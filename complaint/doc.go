// Package complaint is the engine of a complaint department (投诉处理): a Desk takes commands, keeps deadlines and writes
// a ledger that stands up in a dispute.
//
// Everything that happens to a case, by a person or by time, is one command and takes one road: it queues behind the
// other commands of its case, the case is loaded, the steps of time that are due are written first, the command decides
// from values alone, its effects are copied into the case, and case, ledger, outbox and receipt are committed in one
// transaction. So the ledger does not depend on when anybody sweeps, folding it gives the stored case, and an error
// means that nothing was stored.
//
//	desk, err := complaint.Open(ctx, memstore.New(), nil, preset.Hotel())
//	reg, err := desk.Register(ctx, front, complaint.Intake{…})
//	c, err := desk.Do(ctx, supervisor, reg.Case.ID, complaint.Propose{…})
//	n, err := desk.Sweep(ctx)
//
// What a trade adds (roles, severities, limits, deadlines, rules) is data: see package playbook. Where cases are kept is
// the host's choice: see Store, memstore and sqlstore. The clock is the host's too, and the library never sleeps on it.
//
// Names, contacts and words of complainants are in sealed boxes beside the ledger. Public state, rules of time, logs,
// errors and outbox rows never hold them; a box can be erased and the ledger still verifies (see Desk.Verify).
package complaint
