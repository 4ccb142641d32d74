# Two commands do everything: `make run` and `make test`.  Meson does the building; this file only
# installs what is missing and names the usual tasks.
BUILD ?= build

.PHONY: all deps build run test check score bench clean install sanitize

all: build

deps:
	tools/install-deps

$(BUILD)/build.ninja: | deps
	meson setup $(BUILD)

build: deps $(BUILD)/build.ninja
	ninja -C $(BUILD)

clean:
	rm -rf build build-* out
