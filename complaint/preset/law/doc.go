// Package law holds legal time limits for complaints (投诉处理法定时限) as data: each with its instrument, article, the days
// it is in force, whom it binds, and how sure we are of it. Lay puts them over any playbook, beside the company's own limits.
//
//	pb, err := law.Lay(preset.Hotel(), law.For("CN", "hotel")...)
//
// All is the set that was read in a source. Unverified is what is known from memory only: it is kept apart, and a playbook
// that carries it warns of it. A case gets the law of the day on which it was received, so a rule and its successor stand
// side by side and a complaint of the day before the change keeps the older one.
//
// Jurisdictions are written as ISO 3166 does, "CN", "CN-ZJ"; a city adds letters of its own, "CN-ZJ-HZ". "EU" stands for
// the member states. Trades are bank, insurance, payment, investment, credit, superannuation, financial-adviser,
// securities, telecom, property, car, air, rail, ship, bus, tourism, hotel, hotline (whoever handles the tickets of a
// public hotline) and public (public offices and state enterprises). A law without trades binds everybody.
//
// None of it is legal advice: a reading of texts, made on the day in LegalLimit.Verified. Ask somebody who may answer.
package law
