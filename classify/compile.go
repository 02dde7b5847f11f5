package classify

// compiler builds a classifier, gathering faults.
type compiler struct {
	rs     *RuleSet
	opts   Options
	faults faultList
	schema *schema
	hits   *hitIndex
	funcs  *funcIndex
	conds  *condCompiler
	c      *Classifier
}

// Compile checks rs and prepares it for use, running its embedded tests. The error is
// an [*InvalidError] with every fault at once. The rule set must not be changed
// afterwards.
func Compile(rs RuleSet) (*Classifier, error) { return Options{}.Compile(rs) }

// Compile is [Compile] with options.
func (o Options) Compile(rs RuleSet) (*Classifier, error) {
	b := o.build(&rs)
	if len(b.faults) == 0 {
		b.prove()
	}
	if len(b.faults) == 0 {
		b.runTests()
	}
	if err := b.faults.err("rule set"); err != nil {
		return nil, err
	}
	return b.c, nil
}

// build compiles rs as far as its faults allow, without proofs and tests.
func (o Options) build(rs *RuleSet) *compiler {
	b := &compiler{rs: rs, opts: o}
	rs.check(&b.faults)
	b.schema = newSchema(rs)
	b.hits = newHitIndex(&rs.Lexicon)
	b.funcs = newFuncIndex(o.Funcs)
	b.conds = &condCompiler{schema: b.schema, hits: b.hits, funcs: b.funcs, faults: &b.faults}
	b.c = &Classifier{rs: *rs, schema: b.schema, hits: b.hits}
	ref, err := rs.Ref()
	if err != nil && len(b.faults) == 0 {
		b.faults.add("", RuleSyntax, "%v", err)
	}
	b.c.ref = ref
	b.tables()
	b.order()
	b.schema.layout()
	b.finish()
	return b
}

// finish builds what needs every condition compiled: the lexicon and the indexes.
func (b *compiler) finish() {
	if len(b.faults) > 0 {
		return
	}
	for i := range b.c.steps {
		for _, t := range b.c.steps[i].tables {
			t.prepare(b.schema)
		}
	}
	fold, foldable := b.opts.folding()
	lex, err := newLexicon(&b.rs.Lexicon, b.hits, b.schema, fold, foldable)
	if err != nil {
		b.faults.add("lexicon", RuleRange, "%v", err)
	}
	b.c.lex = lex
	s, hits, funcs := b.schema, len(b.hits.keys), b.funcs.list
	b.c.frames.New = func() any { return newFrame(s, hits, funcs) }
}
