# Every command does its own set-up; ops/setup.sh tells what that is.
COMMANDS = run test lint bench shell manage messages locks format stop reset

help:
	@echo 'make run       start the portal (Ctrl-C stops it)'
	@echo 'make test      run all linters and tests; ARGS="tests/places -x" for some tests'
	@echo 'make lint      run the linters only'
	@echo 'make format    bring Python and templates into shape'
	@echo 'make bench     measure speed, write docs/performance.md'
	@echo 'make shell     a Python shell inside the portal'
	@echo 'make manage    a management command: make manage ARGS="verify --repair"'
	@echo 'make messages  collect texts to translate into locale/'
	@echo 'make locks     pin the newest allowed versions of all packages'
	@echo 'make stop      stop a portal that runs in another terminal'
	@echo 'make reset     delete var/ with everything in it (asks first)'

$(COMMANDS):
	@exec sh ops/setup.sh $@ $(ARGS)

.PHONY: help $(COMMANDS)
