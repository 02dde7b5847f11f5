// Package survey asks complainants and customers how satisfied they are
// (满意度调查) and says what the answers mean.
//
// A [Questionnaire] is data: sections of questions with weights, in Chinese,
// English or both. A [Response] holds what one person answered; leaving
// questions out is allowed, an answer that does not fit is not. An [Analysis]
// counts responses as they stream in: it keeps integer counts only, so its
// memory does not depend on how many it has seen, and two of them can be
// merged. Its [Result] gives shares, means, the Net Promoter Score and a
// weighted index, each with the number of answers behind it and, where one is
// known to hold at small samples, a 95 % interval.
//
// Two rules of arithmetic run through the package. Counts are pooled and
// rates are never averaged. And what was not measured is "no data", never a
// zero and never NaN: see [Estimate].
//
// Which answers count as satisfied is a choice that changes the number (top
// two or top three boxes of five), so it has no default: see [BoxSet].
//
// A [Plan] draws whom to ask; a [Finding] is a figure below its [Target], and
// becomes an improvement [Action] whose effect the next survey checks.
//
// The package imports the standard library only, reads no clock and keeps no
// personal data: texts are checked and counted, not stored.
package survey
