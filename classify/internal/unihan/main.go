// Command unihan writes the folding table of package classify from the Unihan database,
// property kSimplifiedVariant, as Debian's package unicode-data installs it:
//
//	go generate ./classify
//
// It reads Unihan_Variants.txt or its .bz2 and writes simplifytable.go.
package main

import (
	"bytes"
	"compress/bzip2"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
)

func main() {
	from := flag.String("from", "/usr/share/unicode/Unihan_Variants.txt.bz2", "the file of the Unihan database")
	to := flag.String("to", "simplifytable.go", "the file to write")
	flag.Parse()
	if err := run(*from, *to); err != nil {
		fmt.Fprintln(os.Stderr, "unihan:", err)
		os.Exit(1)
	}
}

func run(from, to string) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	var r io.Reader = bytes.NewReader(data)
	if strings.HasSuffix(from, ".bz2") {
		r = bzip2.NewReader(r)
	}
	version, pairs, err := read(r)
	if err != nil {
		return err
	}
	supplement(pairs)
	return os.WriteFile(to, []byte(source(version, settle(pairs))), 0o644)
}
