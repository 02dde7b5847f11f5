// Package preset holds ready playbooks, one trade each: complete rules as data, with the source of every number.
//
// A preset is a starting point. A host takes it as it is, or changes the value before it opens a desk:
//
//	pb := preset.Hotel()
//	pb.Version = "1-ours"
//	pb.Roles[2].Limit = playbook.Yuan(300)
//	desk, err := complaint.Open(ctx, store, nil, pb)
//
// Every function returns a fresh value that nobody shares. Values marked Unverified in Playbook.Sources are ours:
// sensible, and taken from no document. None of this is legal advice.
package preset
