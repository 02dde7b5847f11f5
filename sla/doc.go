// Package sla computes exact working time (工作时间) and watches deadlines
// (时限) with it. It is a leaf: it knows nothing of complaints, stores or
// clocks on the wall, reads no current time and starts no goroutine. It links
// the standard library only.
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
// Dwell tells how long a case stood in each of its stages.
//
// All instants are time.Time values compared as instants. Every civil date and
// clock time is read in the calendar's own zone, never in the zone of the
// machine. Exported functions do not panic on any input.
//
// # Open time
//
//   - Intervals are half-open, [open, close): the closing instant is closed.
//     They are merged when they touch or overlap, and nanoseconds are kept.
//   - Add(t, d) is the earliest instant with d of open time since t: 8 h from
//     09:00 on a day open 09:00 to 17:00 end at 17:00 that day, not at the next
//     opening (which is the landing "next", by name). Add(t, 0) is t.
//   - Sub(t, d) is the latest instant with d of open time up to t; adding a
//     negative amount is Sub. Between is negative when reversed.
//   - Between(t, Add(t, d)) is d. Add(t, Between(t, u)) is at most u, and u
//     itself when no earlier instant has that count.
//   - Open time is real time: a repeated autumn hour counts, a skipped spring
//     hour does not. A bound inside a gap means the instant of the change, a
//     bound in a repeated hour its first occurrence.
//   - An answer depends on the instant, not on the zone it is written in.
//   - A shift belongs to the date it starts on. A holiday removes the whole
//     shifts that start on it; CalendarSpec.HolidayCut cuts at midnight instead.
//   - Merging joins time, not days: a date closes at the end of the last
//     interval that starts on it, 24:00 on a day open to midnight.
//   - An override replaces the weekly hours of its date and wins over a
//     holiday. A partial closure is cut from whatever is open.
//   - A calendar that could never open is an error when it is made.
//
// # Days
//
//   - The start date is day 0. A date is a working day (工作日) when anything
//     opens on it; the first working day after a Saturday is the Monday.
//   - WorkdaysBetween(a, b) counts the working dates after a up to and
//     including b, negative when reversed; counting back mirrors counting
//     forward, so the working date before a rest day is -1.
//   - A term in working days lands at close of business ("eod"), or by name at
//     the same clock time ("same"), at 24:00 ("midnight"), or at the same clock
//     time and then forward to the next open instant ("next").
//   - A term in days, weeks or months excludes its start day, rolls a last day
//     at rest forward and ends at 24:00 (Civil Code of China, art. 201 to 203).
//     No roll, a roll back and close of business are named options.
//   - A deadline has a Date that people see (10-08) beside its instant
//     (10-09 00:00).
//   - A term that reaches beyond Calendar.KnownThrough is computed with the
//     weekly pattern and marked provisional; Deadline.Strict makes that an
//     error, Policy.Recalculate counts again with a newer table. Deadlines name
//     the calendar and version they were counted with.
//   - An amount always has a unit, and a span is never negative: which side of
//     the due is what an Offset says.
//
// # Clocks
//
//   - A target may have several terms, and the first whose facts hold counts.
//     Whose a limit is changes nothing in the count: a statutory clock is paused
//     by its own data only, by default by nothing, and a unit's clock has one
//     instance for each assignment, which ends at the next hand-over.
//   - An act at the very instant is in time. A breach carries the
//     due as its time and is recorded only once now is past it. Verdicts follow
//     from what was recorded, never from when somebody looked.
//   - Pauses are half-open and subtracted exactly; those that overlap or touch
//     are one. For open time a pause outside opening hours changes nothing. A
//     paused clock has no due, has nothing to wake for and fires nothing.
//   - With working days the landing comes first, then the paused open time is
//     appended and nothing lands again; a pause counts in full when it begins
//     before the due as moved so far. With days, weeks and months a pause moves
//     the last day by its dates, first counted and last not; then comes the
//     roll.
//   - A hold or resume may be back-dated: not before receipt, not into the
//     future, not before the last one; a bare date is its start in the
//     calendar's zone. Holding what is held, or resuming what is not, changes
//     nothing.
//   - A response clock starts at the oldest unanswered message, is stopped by
//     the kinds of event it names, and begins a new cycle at the next message.
//     Each cycle keeps used time, margin and verdict. Overall is one status
//     over all clocks.
//   - Ending a case ends every clock still running; nothing of it is due or
//     fires.
//   - Warnings and ladder are one list of steps, each counted from the due and
//     never from the step before, in its own kind of time. Each fires once for
//     a scheduled time; steps missed are made up, each with its own time. A step
//     may have a condition, asked when it is reached; it is passed either way.
//   - When an attachment, a change or a replay puts a due in the past, the
//     breach is recorded once with the due as its time, and warnings already
//     passed are dropped. A clock counts from receipt however late it is
//     attached; a unit's from its assignment.
//   - Events may come in any order and more than once, after the first start:
//     the clock is what it would have been in order, once. Those of one instant
//     keep the order in which they were told. A recorded step that later
//     knowledge does not warrant is listed by Policy.Restored, and nothing is
//     unwritten. A timer that was stored is the timer that was in memory.
//   - Extensions come as to n in total, plus n, and holding response then n,
//     from the nominal end before the roll; each has a limit, a count and a
//     reason, is asked for before expiry, keeps the old and the new due, and
//     can be withdrawn.
//   - A changed term counts from creation with pauses (the default), from
//     creation without them, or from now, whether the pauses are told before the
//     change or after it. A reopened clock continues (the default), restarts, or
//     begins a new cycle.
//   - A limit beyond 2199, the last year covered, is an error of Term.Due. A
//     timer is kept and marked, see Timer.Unreachable; it shows no date and
//     schedules no step.
package sla
