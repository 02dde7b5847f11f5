package preset_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/preset"
	"github.com/redress-go/redress/sla"
)

// The people of a developer.
var (
	devOfficer  = complaint.Actor{ID: "f1", Name: "柳青", Role: "agent", Unit: "customer-service"}
	devMarketer = complaint.Actor{ID: "f2", Name: "纪晓", Role: "agent", Unit: "marketing-officer"}
	devLead     = complaint.Actor{ID: "f3", Name: "庄严", Role: "supervisor", Unit: "customer-service"}
	devBuilder  = complaint.Actor{ID: "f4", Name: "石磊", Role: "handler", Unit: "engineering"}
	devChief    = complaint.Actor{ID: "f5", Name: "鲁班", Role: "supervisor", Unit: "engineering"}
	devProperty = complaint.Actor{ID: "f6", Name: "安宁", Role: "property-manager", Unit: "property-manager"}
	devGeneral  = complaint.Actor{ID: "f7", Name: "高远", Role: "head", Unit: "customer-service"}
)

// buyer is somebody with a home in a project that is in a phase.
func buyer(phase, matter string) complaint.Intake {
	return complaint.Intake{
		Channel: "phone", Complainant: complaint.Person{Name: "业主", Phone: "13900001700"}, Place: "5-2-1801",
		Text: "卫生间楼板渗水", Demand: "维修", Fields: map[string]string{"phase": phase, "matter": matter, "fault": "true"},
	}
}

func devHouse(t *testing.T) *house {
	t.Helper()
	return houseOf(t, preset.Developer(), "2026-09-14 10:00", nil)
}

// inHand dispatches a complaint to the officer, who takes it on.
func (h *house) inHand(c *complaint.Case) *complaint.Case {
	h.Helper()
	return h.do(devOfficer, c, complaint.Assess{}, complaint.Dispatch{Person: devLead.ID})
}

// req: R17.1
func TestDeveloperWeighsBothSides(t *testing.T) {
	h := devHouse(t)
	c := h.inHand(h.register(devOfficer, buyer("handed-over", "area-difference")))
	c = h.do(devLead, c, complaint.TakeOn{})
	assert.Equal(t, []string{"weigh"}, taskCodes(c, true))
	assert.Equal(t, "tasks", h.refused(devLead, c, complaint.Resolve{Outcome: "partly"}, complaint.ErrNotAllowed).Rule)
	both := map[string]string{"customer_view": "面积少了两平米，要求退差价", "company_interest": "合同约定误差 3% 以内"}
	for left := range both {
		one := map[string]string{left: both[left]}
		h.refused(devLead, c, complaint.CompleteTask{Task: 1, Values: one}, complaint.ErrInvalid)
	}
	c = h.do(devLead, c, complaint.CompleteTask{Task: 1, Values: both}, complaint.Resolve{Outcome: "partly"})
	assert.Equal(t, complaint.Resolved, c.State)

	asks := buyer("sales", "acceptance")
	asks.Fields["purpose"], asks.Place = "ask", "1-1"
	q := h.do(devLead, h.inHand(h.register(devOfficer, asks)), complaint.TakeOn{})
	assert.Equal(t, "query", q.Kind)
	assert.Empty(t, q.Tasks, "a question is not weighed")
}

// req: R17.2
func TestDeveloperOfficerHasItFromReceiptToRecords(t *testing.T) {
	h := devHouse(t)
	c := h.register(devOfficer, buyer("handed-over", "staff-attitude"))                 // receives and registers
	c = h.do(devOfficer, c, complaint.Assess{}, complaint.Dispatch{Person: devLead.ID}) // forwards
	c = h.do(devLead, c, complaint.TakeOn{})
	c = h.do(devOfficer, c, complaint.Plan{Goal: "向当班同事了解经过"}, complaint.RecordFinding{Cause: "conduct", Upheld: true}) // analyses, helps determine
	c = h.do(devOfficer, c, complaint.Expedite{By: "supervisor", Text: "业主等答复"})                                        // urges
	assert.Equal(t, []string{"person:f3"}, h.told("expedited"))
	c = h.do(devLead, c, complaint.CompleteTask{Task: 1, Values: map[string]string{"customer_view": "要道歉", "company_interest": "声誉"}},
		complaint.Resolve{Outcome: "upheld"})
	h.refused(devBuilder, c, complaint.FollowUp{Reached: true, Satisfied: true, Effect: "yes"}, complaint.ErrForbidden)
	c = h.do(devOfficer, c, complaint.FollowUp{Reached: true, Satisfied: true, Effect: "yes"}, complaint.Close{}, complaint.Archive{}) // checks, keeps records
	assert.Equal(t, complaint.Archived, c.State)
	h.verified(c)
}

// req: R17.3
func TestDeveloperWhoAnswers(t *testing.T) {
	h := devHouse(t)
	c := h.register(devOfficer, buyer("handed-over", "staff-attitude"))
	h.due(c, "resolve", "09-20 18:00") // five working days: Sunday the 20th is one
	h.at("2026-09-20 18:00")
	assert.Empty(t, h.told("resolve-missed"))
	h.at("2026-09-20 18:01")
	assert.Equal(t, []string{"unit:customer-service", "role:supervisor", "role:head"}, h.told("resolve-missed"))

	big := buyer("handed-over", "leak-roof")
	big.Place, big.Complainant.Phone = "6-1-1", "13900001701"
	d := h.inHand(h.register(devOfficer, big))
	d = h.do(devLead, d, complaint.TakeOn{}, complaint.Propose{Compensation: complaint.Yuan(6000)})
	assert.Equal(t, []string{"head"}, h.refused(devLead, d, complaint.Offer{Proposal: 1}, complaint.ErrNeedsApproval).Who)
	h.do(devGeneral, d, complaint.Approve{Approval: 1})
}

// req: R17.4
func TestDeveloperChannels(t *testing.T) {
	h := devHouse(t)
	for i, channel := range []string{"visit", "phone", "letter", "web", "forum", "sales", "property-company"} {
		in := buyer("sales", "not-as-advertised")
		in.Channel, in.Complainant.Phone = channel, fmt.Sprintf("1390000171%d", i)
		assert.Equal(t, complaint.Registered, h.register(devMarketer, in).State, channel)
	}
	_, err := h.desk.Register(t.Context(), devMarketer, complaint.Intake{Channel: "fax", Text: "x"})
	require.ErrorIs(t, err, complaint.ErrInvalid)
}

// req: R17.5
func TestDeveloperWaysInArePublicAndStaffed(t *testing.T) {
	h := devHouse(t)
	c := h.register(devOfficer, buyer("handed-over", "sockets"))
	h.due(c, "pick-up", "09-14 10:15")
	all := []string{"process", "limit", "contact", "service-line", "mailbox", "public-email"}
	for _, public := range all[3:] {
		told := slices.DeleteFunc(slices.Clone(all), func(x string) bool { return x == public })
		refused := h.refused(devOfficer, c, complaint.Acknowledge{Told: told}, complaint.ErrInvalid)
		assert.Equal(t, public+" must be told", refused.Fields[0].Rule)
	}
	c = h.do(devOfficer, c, complaint.Acknowledge{Told: all})
	assert.Equal(t, sla.Met, h.verdict(c, "pick-up"))

	ringing := buyer("handed-over", "water-pipes")
	ringing.Place = "5-2-1803"
	h.register(devOfficer, ringing)
	h.at("2026-09-14 10:17")
	assert.Equal(t, []string{"unit:customer-service", "role:supervisor"}, h.told("pick-up-missed"))

	letter := buyer("handed-over", "drain-pipes")
	letter.Channel = "letter"
	h.due(h.register(devOfficer, letter), "pick-up", "none")
	night := houseOf(t, preset.Developer(), "2026-09-14 21:00", nil)
	night.due(night.register(devOfficer, buyer("handed-over", "sockets")), "pick-up", "09-15 09:15")
}

// req: R17.6, R17.7, R17.9, R17.10
func TestDeveloperReceivesByPhase(t *testing.T) {
	h := devHouse(t)
	for i, tc := range []struct {
		phase, matter, unit string
		advisers            []string
		tasks               []string
	}{
		{"sales", "not-as-advertised", "marketing-officer", nil, nil},
		{"sales", "leak-roof", "marketing-officer", nil, nil},
		{"construction", "design-change", "marketing-officer", nil, nil},
		{"construction", "plaster-inner", "marketing-officer", []string{"engineering"}, []string{"name-engineer"}},
		{"rectification", "staff-attitude", "marketing-officer", []string{"engineering"}, nil},
		{"rectification", "leak-window", "marketing-officer", []string{"engineering"}, []string{"rectify"}},
		{"handed-over", "staff-attitude", "customer-service", nil, nil},
		{"handed-over", "leak-roof", "customer-service", []string{"engineering", "property-manager"}, nil},
	} {
		in := buyer(tc.phase, tc.matter)
		in.Complainant.Phone, in.Place = fmt.Sprintf("1390000172%d", i), fmt.Sprintf("8-1-%d", i)
		c := h.register(devMarketer, in)
		assert.Equal(t, tc.unit, c.Unit, tc.phase)
		assert.Equal(t, tc.advisers, c.Advisers, tc.phase+" "+tc.matter)
		assert.Equal(t, tc.tasks, taskCodes(c, true), tc.phase+" "+tc.matter)
		assert.Equal(t, i == 7, slices.Contains(c.Flags, "home-defect"), "for a supplier after handover only")
		if tc.phase == "rectification" && len(tc.tasks) > 0 {
			c = h.do(devMarketer, c, complaint.Assess{}, complaint.Dispatch{})
			c = h.do(devLead, c, complaint.TakeOn{}, complaint.CompleteTask{Task: 2, Values: map[string]string{"customer_view": "止漏", "company_interest": "按期交付"}})
			assert.Equal(t, "tasks", h.refused(devLead, c, complaint.Resolve{Outcome: "upheld"}, complaint.ErrNotAllowed).Rule, "not before it is rectified")
			c = h.do(devBuilder, c, complaint.CompleteTask{Task: 1})
			h.do(devLead, c, complaint.Resolve{Outcome: "upheld"})
		}
	}
}

// req: R17.9
func TestDeveloperEngineeringNamesSomebodyWhileItBuilds(t *testing.T) {
	h := devHouse(t)
	c := h.register(devMarketer, buyer("construction", "leak-floor"))
	assert.Equal(t, []string{"unit:engineering"}, h.told("task"))
	h.refused(devBuilder, c, complaint.CompleteTask{Task: 1, Values: map[string]string{"engineer": "石磊"}}, complaint.ErrForbidden)
	h.refused(devChief, c, complaint.CompleteTask{Task: 1}, complaint.ErrInvalid)
	c = h.do(devMarketer, c, complaint.Assess{}, complaint.Dispatch{})
	c = h.do(devLead, c, complaint.TakeOn{}, complaint.CompleteTask{Task: 2, Values: map[string]string{"customer_view": "止漏", "company_interest": "按图施工"}})
	assert.Equal(t, "tasks", h.refused(devLead, c, complaint.Resolve{Outcome: "explained"}, complaint.ErrNotAllowed).Rule)
	c = h.do(devChief, c, complaint.CompleteTask{Task: 1, Values: map[string]string{"engineer": "石磊"}})
	c = h.do(devLead, c, complaint.Resolve{Outcome: "explained"})
	assert.Equal(t, complaint.Resolved, c.State)
}

// handoverFile opens the file of a project that is handed over on the last day of the year.
func (h *house) handoverFile() *complaint.Case {
	h.Helper()
	c := h.register(devOfficer, complaint.Intake{
		Channel: "project", Complainant: complaint.Person{Name: "项目部", ID: "PRJ-07"}, Place: "云栖苑一期", Text: "准备交付",
		Fields: map[string]string{"purpose": "prepare", "phase": "construction"},
	})
	h.due(c, "handover", "none")
	h.due(c, "resolve", "none")
	c = h.do(devOfficer, c, complaint.Assess{}, complaint.Dispatch{Person: devLead.ID})
	c = h.do(devLead, c, complaint.TakeOn{})
	assert.Equal(h, "tasks", h.refused(devLead, c, complaint.Resolve{Outcome: "handed-over"}, complaint.ErrNotAllowed).Rule, "the day is not known")
	h.refused(devOfficer, c, complaint.CompleteTask{Task: 1}, complaint.ErrInvalid)
	c = h.do(devOfficer, c, complaint.CompleteTask{Task: 1, Values: map[string]string{"handover": "2026-12-31"}})
	h.due(c, "handover", "12-31 24:00")
	return c
}

// req: R17.8, R17.10
func TestDeveloperPreparesAHandover(t *testing.T) {
	h := devHouse(t)
	c := h.handoverFile()
	assert.Equal(t, "customer-service", c.Unit)

	h.at("2026-10-02 23:59")
	assert.Empty(t, taskCodes(h.now(devLead, c), true), "not yet three months")
	h.at("2026-10-03 00:01")
	c = h.now(devLead, c)
	assert.Equal(t, []string{"join-engineering"}, taskCodes(c, true), "engineering joins three months before")
	assert.Equal(t, "engineering", c.Task(2).Unit)
	h.refused(devBuilder, c, complaint.CompleteTask{Task: 2}, complaint.ErrForbidden)
	c = h.do(devChief, c, complaint.CompleteTask{Task: 2})

	h.at("2026-11-01 23:59")
	assert.Empty(t, taskCodes(h.now(devLead, c), true))
	h.at("2026-11-02 00:01")
	assert.Equal(t, []string{"prepare-centre"}, taskCodes(h.now(devLead, c), true), "from two months before")
	h.at("2026-12-01 23:59")
	assert.Empty(t, h.told("one-month-before"))
	h.at("2026-12-02 00:01")
	assert.Equal(t, []string{"role:supervisor", "role:head"}, h.told("one-month-before"), "and one month before at the latest")

	ready := devHouse(t)
	d := ready.handoverFile()
	ready.at("2026-11-20 10:00")
	ready.do(devLead, d, complaint.CompleteTask{Task: openTask(ready.now(devLead, d), "prepare-centre")})
	ready.at("2026-12-02 00:01")
	assert.Empty(t, ready.told("one-month-before"), "it is prepared")
}

// supplierLine is a line of the register.
func supplierLine(code string) map[string]string {
	return map[string]string{
		"supplier_code": code, "supplier_name": code + "有限公司", "supplier_address": "工业路 1 号",
		"supplier_responsible": "总经理", "supplier_contact": "售后经理", "supplier_phone": "13900001799",
	}
}

// req: R17.11
func TestDeveloperSupplierRegisterIsReadyAtHandover(t *testing.T) {
	h := devHouse(t)
	c := h.handoverFile()
	h.at("2026-11-20 10:00")
	c = h.do(devChief, c, complaint.CompleteTask{Task: 2})
	h.refused(devOfficer, c, complaint.CompleteTask{Task: 3}, complaint.ErrForbidden)
	c = h.do(devLead, c, complaint.CompleteTask{Task: 3})
	kinds := []string{"supplier-design", "supplier-construction", "supplier-supervision", "supplier-material", "supplier-equipment"}
	require.Equal(t, kinds, taskCodes(c, true))
	for field := range supplierLine("x") {
		line := supplierLine("x")
		delete(line, field)
		for i := range kinds {
			h.refused(devOfficer, c, complaint.CompleteTask{Task: 4 + i, Values: line}, complaint.ErrInvalid)
		}
	}
	for i, kind := range kinds {
		assert.Equal(t, "tasks", h.refused(devLead, c, complaint.Resolve{Outcome: "handed-over"}, complaint.ErrNotAllowed).Rule, kind)
		c = h.do(devOfficer, c, complaint.CompleteTask{Task: 4 + i, Values: supplierLine(fmt.Sprintf("gys-%d", i))})
	}
	assert.NotContains(t, c.Task(4).Reports[0].Values, "supplier_phone", "whom to ring is personal")
	h.refused(devLead, c, complaint.Resolve{Outcome: "upheld"}, complaint.ErrInvalid)
	assert.Empty(t, h.told("supplier-register"))
	c = h.do(devLead, c, complaint.Resolve{Outcome: "handed-over"})
	assert.Equal(t, []string{"role:agent", "role:property-manager"}, h.told("supplier-register"))
	assert.Equal(t, sla.Met, h.verdict(c, "handover"))
	h.verified(c)

	late := devHouse(t)
	d := late.handoverFile()
	late.at("2027-01-01 00:01")
	assert.Equal(t, sla.Breached, late.verdict(late.now(devLead, d), "handover"))
	assert.Equal(t, []string{"role:supervisor", "role:head"}, late.told("handover-unready"))
}

// A project is not handed over while anything is missing: engineering, the centre, or one of the five lines of the register.
//
// req: R17.11
func TestDeveloperHandsNothingOverUnready(t *testing.T) {
	for missing := 2; missing <= 8; missing++ {
		h := devHouse(t)
		c := h.handoverFile()
		h.at("2026-11-20 10:00")
		for task := 2; task <= 8 && (missing != 3 || task <= 3); task++ {
			if task == missing {
				continue
			}
			cmd := complaint.CompleteTask{Task: task}
			who := devLead
			switch {
			case task == 2:
				who = devChief
			case task > 3:
				who, cmd.Values = devOfficer, supplierLine("gys")
			}
			c = h.do(who, c, cmd)
		}
		assert.Equal(t, "tasks", h.refused(devLead, c, complaint.Resolve{Outcome: "handed-over"}, complaint.ErrNotAllowed).Rule, missing)
	}
}

// The same defect in three homes of one building is a batch; the same owner's defect in another home is another complaint.
func TestDeveloperBatchAndRepeat(t *testing.T) {
	h := devHouse(t)
	first := h.register(devOfficer, buyer("handed-over", "leak-roof"))
	other := buyer("handed-over", "leak-roof")
	other.Place = "5-2-1702"
	assert.NotEqual(t, first.ID, h.register(devOfficer, other).ID)
	assert.Equal(t, first.ID, h.register(devOfficer, buyer("handed-over", "leak-roof")).ID, "said twice")
	for i, batch := range []bool{false, true} {
		in := buyer("handed-over", "leak-roof")
		in.Complainant.Phone = fmt.Sprintf("1390000178%d", i)
		assert.Equal(t, batch, h.register(devOfficer, in).HasTag("batch"), "the third")
	}
	elsewhere := buyer("handed-over", "leak-roof")
	elsewhere.Place, elsewhere.Complainant.Phone = "9-1-1", "13900001789"
	assert.False(t, h.register(devOfficer, elsewhere).HasTag("batch"))
}

// req: R17.12
func TestDeveloperDispatchesADefectToItsSupplier(t *testing.T) {
	h := devHouse(t)
	c := h.inHand(h.register(devOfficer, buyer("handed-over", "leak-floor")))
	c = h.do(devLead, c, complaint.TakeOn{})
	send := complaint.AddTask{Code: "supplier-repair", Party: "gys-1", Text: "卫生间防水返工"}
	h.refused(devBuilder, c, send, complaint.ErrForbidden)
	c = h.do(devProperty, c, send)
	id := openTask(c, "supplier-repair")
	assert.Contains(t, h.told("task"), "party:gys-1")
	h.due(c, "supplier-repair", "09-22 18:00") // seven working days, Sunday the 20th among them
	c = h.do(devLead, c, complaint.CompleteTask{Task: 1, Values: map[string]string{"customer_view": "止漏", "company_interest": "由供方负担"}})
	assert.Equal(t, "tasks", h.refused(devLead, c, complaint.Resolve{Outcome: "upheld"}, complaint.ErrNotAllowed).Rule)

	c = h.do(devOfficer, c, complaint.CompleteTask{Task: id, Result: "not-theirs"})
	assert.Equal(t, []string{"role:agent"}, h.told("not-their-defect"))
	c = h.do(devOfficer, c, complaint.AddTask{Code: "supplier-repair", Party: "gys-3"})
	c = h.do(devProperty, c, complaint.CompleteTask{Task: openTask(c, "supplier-repair"), Result: "repaired"})
	assert.Equal(t, sla.Met, h.verdict(c, "supplier-repair"))
	c = h.do(devLead, c, complaint.Resolve{Outcome: "upheld"})
	assert.Empty(t, h.told("supplier-register"), "that is for a project")
	h.verified(c)

	again := buyer("handed-over", "leak-wall")
	again.Place = "5-2-1802"
	d := h.inHand(h.register(devOfficer, again))
	d = h.do(devOfficer, d, complaint.AddTask{Code: "supplier-repair", Party: "gys-1"})
	h.mock.Add(10 * 24 * time.Hour)
	_, err := h.desk.Sweep(t.Context())
	require.NoError(t, err)
	assert.Equal(t, sla.Breached, h.verdict(h.now(devOfficer, d), "supplier-repair"))
	assert.Equal(t, []string{"role:agent", "role:supervisor"}, h.told("supplier-repair-missed"))
}

// req: R17.13, R17.14, R17.15, R17.16, R17.17, R17.18
func TestDeveloperContentTree(t *testing.T) {
	tree := map[string][]string{
		"contract": {
			"handover", "area-difference", "design-change", "acceptance", "attachments", "infrastructure", "contract-dispute", "contract-other",
		},
		"planning":     {"not-as-planned", "not-as-contract", "not-as-advertised", "breaks-norm", "bad-placement", "planning-other"},
		"quality":      {"quality-other"},
		"service":      {"staff-behaviour", "staff-attitude", "process", "service-other"},
		"leaks":        {"leak-roof", "leak-skylight", "leak-floor", "leak-wall", "leak-window"},
		"plaster":      {"plaster-inner", "plaster-outer", "plaster-ceiling", "plaster-floor"},
		"installation": {"strong-current", "weak-current", "equipment", "water-pipes", "drain-pipes", "rain-pipes", "aircon-openings", "sockets", "outdoor-unit", "installation-other"},
	}
	h := devHouse(t)
	axis := preset.Developer().Rules.Axes[0]
	n := 0
	for branch, leaves := range tree {
		for _, leaf := range leaves {
			in := buyer("handed-over", leaf)
			in.Place = fmt.Sprintf("9-%d", n)
			c := h.register(devOfficer, in)
			require.Equal(t, leaf, c.Categories["content"])
			path := axis.Path(leaf)
			assert.Equal(t, branch, path[len(path)-2])
			defect := !slices.Contains([]string{"contract", "planning", "service"}, branch)
			assert.Equal(t, defect, path[0] == "quality")
			assert.Equal(t, defect, slices.Contains(c.Flags, "home-defect"), leaf)
			n++
		}
	}
	assert.Equal(t, 38, n)
	in := buyer("handed-over", "")
	delete(in.Fields, "matter")
	in.Place = "9-99"
	assert.Equal(t, "other", h.register(devOfficer, in).Categories["content"])
}
