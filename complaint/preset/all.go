package preset

import "github.com/redress-go/redress/complaint/playbook"

// All returns every preset, each fresh, in the order of the rule books they come from (R01 to R23).
func All() []*playbook.Playbook {
	return []*playbook.Playbook{
		BankLogistics(),    // R01
		Residential(),      // R02
		ServiceDesk(),      // R03
		Laboratory(),       // R04
		TelecomDesk(),      // R05
		TelecomApp(),       // R06
		InsurerPromise(),   // R07
		ServiceHall(),      // R08
		InsurerRegulated(), // R09
		PropertyService(),  // R10
		Hotel(),            // R11
		Company(),          // R12
		TelecomBranch(),    // R13
		TelecomAppeal(),    // R14
		CarDealer(),        // R15
		CarMaker(),         // R16
		Developer(),        // R17
		Factory(),          // R18
		EstateGroup(),      // R19
		Service(),          // R20
		EstatePledge(),     // R22
		PublicPledge(),     // R23
	}
}
