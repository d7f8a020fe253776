#!/usr/bin/env bash
# check.sh: every check that needs no server; all of them run, and the last lines name those that failed.
set -uo pipefail
cd "$(dirname "$0")/.."
failed=()
check() { # <name> <command...>
  local name=$1
  shift
  echo "── $name"
  "$@" || failed+=("$name")
}
check "ruff" .venv/bin/python -m ruff check .
check "mypy" .venv/bin/python -m mypy
check "mypy, the tests' ground" .venv/bin/python -m mypy tests/programs.py tests/services.py tests/serving.py tests/browsing.py
check "tsc" node_modules/.bin/tsc --noEmit
# Two CSS rules are off: reduced motion needs !important, and the order of our rules follows the page, not specificity.
check "biome" node_modules/.bin/biome ci --colors=off --formatter-enabled=false --error-on-warnings
check "contract drift" .venv/bin/python -m server.contract.generate --check
if [ ${#failed[@]} -gt 0 ]; then
  printf 'check: FAILED: %s\n' "${failed[@]}"
  exit 1
fi
echo "check: all passed"
