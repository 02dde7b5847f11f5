// Package chain holds the canonical bytes and the hashes of the ledger (台账): how an entry is
// chained to the one before it, how a sealed box is represented in that chain without its
// contents, how a stream is verified, and how many heads become one value to sign.
//
// It knows strings and bytes only, no case and no command. The hashes prove that a ledger is whole
// and unchanged as long as somebody else keeps a head of it: whoever may write the whole database
// may also compute every hash again, so the head, or a signed checkpoint over all heads, has to be
// kept elsewhere.
package chain
