// Package sla computes exact working time (工作时间) and watches deadlines
// (时限) with it. It is a leaf: it knows nothing of complaints, stores or
// clocks on the wall, reads no current time and starts no goroutine.
//
// There are three layers, each usable alone:
//
//   - Calendar answers questions about open time: weekly hours, lunch breaks,
//     night shifts, holidays, make-up working days (调休), partial closures.
//     A Calendar is compiled into prefix sums, so Add and Between cost the
//     same for one day and for ten years.
//   - Span, Offset and Term say how much time there is and how it is counted:
//     "8bh", "3wd", "15d roll=none". Term.Due turns a start into a Deadline.
//   - Target and Policy watch deadlines over a stream of events. A Timer is
//     plain data, the fold of a target, a calendar and the events that touched
//     it; pauses, back-dated stops, extensions and a changed policy are all
//     the same thing, the fold done again.
//
// All instants are time.Time values compared as instants. Every civil date and
// clock time is read in the calendar's own zone, never in the zone of the
// machine. Exported functions do not panic on any input.
package sla
