module github.com/redress-go/redress/benchmarks

go 1.25.0

replace github.com/redress-go/redress => ../

require (
	github.com/redress-go/redress v0.0.0
	github.com/rickar/cal/v2 v2.1.13
	github.com/stretchr/testify v1.11.1
)

require (
	github.com/davecgh/go-spew v1.1.1 // indirect
	github.com/pmezard/go-difflib v1.0.0 // indirect
	gopkg.in/yaml.v3 v3.0.1 // indirect
)
