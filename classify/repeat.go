package classify

import "time"

// RepeatRule recognises a repeated complaint (重复投诉): the same customer, the same
// key, within a window (R13).
type RepeatRule struct {
	// By names the fields and dimensions that make the key, such as a customer id and
	// category.content. Cases that lack one of them have no key.
	By     []string `json:"by"`
	Window Window   `json:"window"`
	// AtLeast is the number of earlier complaints that make a repeat. Defaults to 1.
	AtLeast int `json:"at_least,omitempty"`
}

// BatchRule recognises a mass complaint (批量投诉): distinct customers on one key
// within a window (R08, R13).
type BatchRule struct {
	By        []string `json:"by"`       // the key: place, product, category …
	Customer  string   `json:"customer"` // the field that tells customers apart
	Window    Window   `json:"window"`
	Customers int      `json:"customers"` // how many distinct customers make a batch, this one included; at least 2
}

// Occurrence is one earlier complaint under a key.
type Occurrence struct {
	Case     string    `json:"case"`     // id of the case
	Customer string    `json:"customer"` // whatever tells customers apart, best hashed
	At       time.Time `json:"at"`       // when it was received
	Open     bool      `json:"open"`     // still being handled
}
