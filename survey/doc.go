// Package survey asks complainants and customers how satisfied they are
// (满意度调查) and says what the answers mean.
//
// What is asked: a [Questionnaire] is data, sections of questions with weights
// and branches, in Chinese, English or both. A [Response] holds what one person
// answered; leaving questions out is allowed, an answer that does not fit is
// not.
//
// Who is asked: a [Plan] follows events, such as each closed case, or repeats by
// the calendar; a [Sample] draws people with a seed anybody can check; an
// [Invitation] opens once, with a [Token] of which only a digest is kept;
// [Coverage] and [VisitReview] say which contacts and visits are missing.
//
// What came back: an [Analysis] counts responses as they stream in. It keeps
// integer counts only, so its memory does not depend on how many it has seen,
// and it can be stored, sent and merged exactly. Its [Result] gives shares,
// means, the Net Promoter Score, the Customer Effort Score and a weighted index
// such as the ACSI, each with the number of answers behind it and, where one is
// known to hold at small samples, a 95 % interval. [Trend], [Comparison] and
// [Matrix] say what changed and what matters; all of it can be printed and drawn.
//
// What is done: a figure below its [Target] is a [Finding], answered by an
// [Improvement] whose effect the next survey checks; a [Suggestion] proposes a
// case for a dissatisfied person.
//
// Two rules of arithmetic run through the package. Counts are pooled and rates
// are never averaged. And what was not measured is "no data", never a zero and
// never NaN: see [Estimate]. Which answers count as satisfied is a choice that
// changes the number (top two or top three boxes of five), so it has no default:
// see [BoxSet].
//
// The package imports the standard library only, reads no clock and takes its
// chance from the caller. It keeps no personal data but the keys a host gives
// it: texts are checked and counted, not stored.
package survey
