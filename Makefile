# Every target prepares what it needs by itself; packaging/bootstrap.py says how.
.DEFAULT_GOAL := help
TARGETS := run test check test-system test-walk bench dist pictures
.PHONY: help $(TARGETS)

help:
	@echo "make run          open the demonstration desk (without a screen: do its main job and say where the papers lie)"
	@echo "make test         check the code and run the tests"
	@echo "make check        format, lint, types and layers only"
	@echo "make test-system  the walks, then the tests that need a screen (Xvfb)"
	@echo "make test-walk    walks through the whole window: every page and dialog, a simulated day, the approved pixels"
	@echo "make bench        measure with 100,000 cases; figures in build/bench.json"
	@echo "make dist         wheel and sdist in dist/"
	@echo "make pictures     take the pictures of the README and the help again"

$(TARGETS):
	@sh packaging/setup.sh $@
