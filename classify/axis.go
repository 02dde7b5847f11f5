package classify

// Axis is one independent way to sort complaints (分类维度): a versioned tree of
// codes. Tables assign leaves; Under matches whole branches.
//
// JR/T 0169-2018 sorts bank complaints on three such axes: channel, business and
// reason.
type Axis struct {
	ID      string `json:"id"`
	Version string `json:"version"`
	Label   Label  `json:"label,omitzero"`
	Nodes   []Node `json:"nodes"`
	// Other is the leaf for whatever fits nowhere else (其他). It is required: no
	// complaint is refused because nobody thought of its kind.
	Other string `json:"other"`
	// Earlier are the versions whose codes cases still carry. Defaults to none.
	Earlier []Earlier `json:"earlier,omitempty"`
}

// Node is a code of an [Axis], unique in the whole tree. A node without children is
// a leaf.
type Node struct {
	Code     string `json:"code"`
	Label    Label  `json:"label,omitzero"`
	Children []Node `json:"children,omitempty"`
}

// Path returns the codes from the root of the tree down to code, or nil when the
// axis does not have it.
func (a Axis) Path(code string) []string {
	var find func(nodes []Node) []string
	find = func(nodes []Node) []string {
		for _, n := range nodes {
			if n.Code == code {
				return []string{n.Code}
			}
			if rest := find(n.Children); rest != nil {
				return append([]string{n.Code}, rest...)
			}
		}
		return nil
	}
	return find(a.Nodes)
}

// Leaves returns the codes of the leaves in the order of the tree.
func (a Axis) Leaves() []string { return leaves(a.Nodes, nil) }

func leaves(nodes []Node, out []string) []string {
	for _, n := range nodes {
		if len(n.Children) == 0 {
			out = append(out, n.Code)
		} else {
			out = leaves(n.Children, out)
		}
	}
	return out
}

// find returns the node of that code.
func find(nodes []Node, code string) (Node, bool) {
	for _, n := range nodes {
		if n.Code == code {
			return n, true
		}
		if got, ok := find(n.Children, code); ok {
			return got, true
		}
	}
	return Node{}, false
}

// nodeCodes appends the codes of all nodes, leaves or not.
func nodeCodes(nodes []Node, out []string) []string {
	for _, n := range nodes {
		out = nodeCodes(n.Children, append(out, n.Code))
	}
	return out
}
