module github.com/redress-go/redress/examples

go 1.25.0

replace github.com/redress-go/redress => ../
