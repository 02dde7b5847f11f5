# Shorthands; .ci/run is what counts. `make help` lists them all.
.DEFAULT_GOAL := help
.PHONY: help test race lint fmt fuzz bench golden soak docs ci

help: ## list what make can do
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

test: ## every test of every module
	go test work

race: ## the tests of the root module under the race detector
	.ci/run race

lint: ## vet, gofumpt and golangci-lint, at their pinned versions
	.ci/run vet format lint

fmt: ## write every file the way gofumpt does
	go run mvdan.cc/gofumpt@v0.9.2 -w .

fuzz: ## every fuzz function for a moment; FUZZTIME=1m for longer
	.ci/run fuzz

bench: ## the benchmarks, with the figures the README quotes
	go test -run='^$$' -bench=. -benchmem ./...
	cd complaint/sqlstore/sqlitefile && go test -run='^$$' -bench=. -benchtime=30000x ./...
	cd benchmarks && go test -run='^$$' -bench=. -benchmem ./...

golden: ## write the golden files anew; read the difference before you keep it
	grep -rl --include='*_test.go' 'flag.Bool("update"' . | xargs -n 1 dirname | sort -u | while read -r dir; do (cd "$$dir" && go test . -update) || exit 1; done

soak: ## the proofs over crashes for hours; docs/soak.md has the last result
	REDRESS_PROOF=long REDRESS_TEST_SERVERS=required go test -timeout 24h -p 1 -v ./complaint/sqlstore/sqltest/...

docs: ## the documentation of every package, in the terminal
	@go list work | while read -r pkg; do go doc "$$pkg"; echo; done

ci: ## everything a change has to pass
	.ci/run
