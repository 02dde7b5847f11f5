module github.com/redress-go/redress/benchmarks

go 1.25.0

replace github.com/redress-go/redress => ../
