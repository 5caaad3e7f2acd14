# `make` alone tells what there is.
.DEFAULT_GOAL := help
.PHONY: help run test fmt lint unit e2e api coverage load-rls load-webhooks crash-webhooks load-rest load-pages load-people load-revalue screenshots lighthouse build sqlx-prepare clean-local

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' Makefile

run: ## Set up, build and serve http://localhost:3000 with all it needs
	@scripts/run.sh

test: ## Set up and run all tests
	@scripts/test.sh

fmt: ## Check the format
	@scripts/test.sh fmt

lint: ## Run clippy for the server and the browser
	@scripts/test.sh lint

unit: ## Run unit and integration tests
	@scripts/test.sh unit

e2e: ## Run the browser tests
	@scripts/test.sh e2e

api: ## Try the interface against its OpenAPI document (needs Python)
	@scripts/schemathesis.sh

coverage: ## Fail where tests reach less than 90 % of who may do what
	@scripts/coverage.sh

load-rls: ## Measure what row-level security costs
	@scripts/load/rls.sh

load-webhooks: ## Measure how many of Clerk's messages are taken a second
	@scripts/load/webhooks.sh

crash-webhooks: ## Kill the server while Clerk's messages come, and look for losses
	@scripts/crash/webhooks.sh

load-rest: ## Measure the server's start and its memory at rest
	@scripts/load/rest.sh

load-pages: ## Fail where a page takes more than 100 ms, with 100,000 people and 5,000 offers
	@scripts/load/pages.sh

load-people: ## Fail where a question for people takes more than 100 ms, or reads all 100,000
	@scripts/load/people-list.sh

load-revalue: ## Fail where 500 offers are valued anew in more than a second
	@scripts/load/revalue.sh

screenshots: ## Take pictures of every page into target/screenshots
	@scripts/screenshots.sh

lighthouse: ## Have Lighthouse judge the front page, the dashboard and the list of a release build
	@scripts/lighthouse.sh

build: ## Build for release: target/release/deal-brain and target/site
	@scripts/build.sh

sqlx-prepare: ## Describe changed queries in .sqlx
	@scripts/sqlx-prepare.sh

clean-local: ## Delete local data: accounts, database, mails, logs
	@scripts/clean-local.sh
