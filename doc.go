// Package redress is an embeddable complaint department (投诉处理): intake and numbering,
// classification, routing, working-time deadlines, authority and approval, negotiation, follow-up,
// appeal, a ledger that stands up in a dispute, and surveys. A host gives it a
// database and the rules of its trade.
//
// This package holds no code, only the map of the others:
//
//   - complaint: the desk a host talks to. Cases, commands, clocks, the ledger (台账).
//   - complaint/playbook: the rules of one trade as data, validated and drawn.
//   - complaint/preset: playbooks ready to use.
//   - complaint/memstore, complaint/sqlstore: where cases are kept, in memory or in SQLite.
//   - complaint/sqlstore/sqlitefile: opens a SQLite file without a C compiler; a module of its own.
//   - complaint/storetest: the suite that every store must pass, also one of yours.
//   - sla: working time to the nanosecond. Calendars, targets, pauses, extensions; sla/cn has the
//     statutory holidays of China.
//   - classify: why a case is what it is. Rules, decision tables, keywords, question scripts.
//   - survey: satisfaction questionnaires, sampling, scores and their certainty.
//   - examples, benchmarks: modules of their own; run them, they show how and how fast.
//
// sla, classify and survey need nothing of each other nor of complaint, and may be used alone.
//
// Imports go one way: presets and playbooks rest on sla, classify and survey, complaint on playbook,
// stores on complaint. No package reads the wall clock by itself, keeps global state or
// does work when it is imported.
package redress
