package sla_test

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// held says where each rule of the package documentation, known by its first
// words, is tested.
var held = map[string]string{
	"Intervals are half-open":             "TestIntervalsAreHalfOpen TestTouchingIntervalsMerge",
	"Add(t, d) is the earliest":           "TestAdd TestLawsOfOpenTime TestDue",
	"Sub(t, d) is the latest":             "TestSub TestBetween",
	"Between(t, Add(t, d)) is d":          "TestLawsOfOpenTime TestOpenTimeIsMonotoneAndAdditive TestTheCompiledCalendarAgreesWithAMinuteStepper",
	"Open time is real time":              "TestClockChanges TestEveryClockChangeOfEveryZone",
	"An answer depends on the instant":    "TestAnswersDependOnTheInstantAlone TestAPolicyReadsInstantsNotZones",
	"A shift belongs to the date":         "TestNightShiftsMeetHolidays",
	"Merging joins time, not days":        "TestBusinessHoursOfADate",
	"An override replaces":                "TestOverridesAndHolidays TestAPartialClosureCutsTheNightShiftOfTheDayBefore",
	"A calendar that could never open":    "TestACalendarWithNoOpenTimeIsAFault",
	"The start date is day 0":             "TestAddWorkdays TestADateCountsWhenAnyIntervalStartsOnIt",
	"WorkdaysBetween(a, b) counts":        "TestWorkdaysBetween TestLawsOfWorkingDays",
	"A term in working days lands":        "TestDue",
	"A term in days, weeks or months":     "TestDue",
	"A deadline has a Date":               "TestDue TestADueAtClosingMidnightIsOfTheDayItEnds",
	"A term that reaches beyond":          "TestProvisionalDeadlines TestANewerHolidayTableMovesTheDue TestANewerCalendarGivesWhatItWouldHaveGiven",
	"An amount always has a unit":         "TestASpanAlwaysHasAUnit TestANegativeSpanIsRefused",
	"A target may have several terms":     "TestTheFirstTermThatAppliesCounts TestAStatutoryClockIsPausedByItsOwnDataOnly TestAUnitClockHasOneInstancePerAssignment TestHandOversInAnyOrder",
	"An act at the very instant":          "TestAnActAtTheInstantOfTheLimitIsInTime TestALateStopIsBreachedWhoeverLooked",
	"Pauses are half-open":                "TestPauses TestAPauseInTouchingHalvesIsOnePause TestAPauseOutsideOpenTimeChangesNothing TestAPausedClockFiresNothing",
	"With working days the landing comes": "TestPauses TestAPauseNeverMakesADueEarlier",
	"A hold or resume may be back-dated":  "TestTheTimeOfAHoldMayLieInThePastWithinBounds TestHoldingTwiceOrResumingWhatIsNotHeldChangesNothing",
	"A response clock starts":             "TestAResponseClockFollowsTheOldestUnansweredMessage TestKeepInLoopStartsAnewAtEachAnswer TestOneStatusOverAllClocks",
	"Ending a case ends":                  "TestClosingTheCaseEndsEveryClockStillRunning",
	"Warnings and ladder are one list":    "TestStepsAreCountedFromTheDue TestEachStepFiresAtMostOnce TestMissedStepsAreMadeUpInFullWithTheirTimes TestAStepKnowsItsDefinitionAndItsCondition",
	"When an attachment, a change":        "TestAChangeThatPutsTheDueInThePast TestACustomerClockCountsFromReceiptHoweverLateItIsAttached TestAUnitClockHasOneInstancePerAssignment",
	"Events may come in any order":        "TestBackDatedEventsGiveWhatTheOrderWouldHave TestEventsToldTwiceChangeNothing TestABackDatedStopTakesTheBreachBack TestStepsAreRecordedOnceWhateverTheSweeps TestWhatHappensAtOneInstantKeepsItsOrder TestAStoredTimerIsTheTimer TestALateHoldOfTheCaseReachesAClockThatHasStoppedSince TestAStartThatMovesTakesTermAndDueWithIt TestARestartedClockForgetsWhatItIgnored",
	"Extensions come as":                  "TestExtensionShapes TestExtensionRules TestAWithdrawnExtensionIsUndone TestOldAndNewDueAreLoggedAtAnExtension TestLawsOfExtensions",
	"A limit beyond 2199":                 "TestALimitBeyondTheCoveredYearsIsMarkedNotInvented TestADueBeyondTheCoveredYearsIsAnError",
	"A changed term counts from creation": "TestAChangedTermOnARunningClock TestReopening TestAChangedTermCountsLikeOneThatWasAlwaysThere TestEventsToldAfterAChangeOfTerm TestForgottenPausesDoNotComeBack",
}

// Every rule the documentation states has a test, and every test named for one
// is there.
func TestEveryRuleOfTheDocumentationIsHeld(t *testing.T) {
	tests := testsHere(t)
	for _, rule := range documentedRules(t) {
		var names string
		for words, where := range held {
			if strings.HasPrefix(rule, words) {
				require.Empty(t, names, "%q is one rule", rule)
				names = where
			}
		}
		assert.NotEmpty(t, names, "%q has no test", rule)
		for name := range strings.FieldsSeq(names) {
			assert.Contains(t, tests, name)
		}
	}
	assert.Len(t, documentedRules(t), len(held), "a rule that is tested but not stated")
}

// documentedRules are the points under the headings of the package comment,
// each on one line.
func documentedRules(t *testing.T) (rules []string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "doc.go", nil, parser.ParseComments|parser.PackageClauseOnly)
	require.NoError(t, err)
	_, stated, found := strings.Cut(file.Doc.Text(), "\n# ")
	require.True(t, found)
	for _, point := range strings.Split(stated, "\n  - ")[1:] {
		point, _, _ = strings.Cut(point, "\n\n")
		rules = append(rules, strings.Join(strings.Fields(point), " "))
	}
	return rules
}

func testsHere(t *testing.T) (names []string) {
	t.Helper()
	files, err := filepath.Glob("*_test.go")
	require.NoError(t, err)
	declared := regexp.MustCompile(`(?m)^func (Test\w+)\(`)
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, m := range declared.FindAllSubmatch(text, -1) {
			names = append(names, string(m[1]))
		}
	}
	return names
}
