module github.com/redress-go/redress/benchmarks

go 1.25.0

replace github.com/redress-go/redress => ../

require github.com/rickar/cal/v2 v2.1.13 // indirect
