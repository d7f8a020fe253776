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
check "mypy, the tests' ground" .venv/bin/python -m mypy tests/{programs,process,services,serving,browsing}.py
check "tsc" node_modules/.bin/tsc --noEmit
# In biome.json two CSS rules are off: reduced motion and hostile pages need !important, and our rules' order follows
# the page, not specificity. The formatter is for whoever wants it: some compact tables read better as they are.
check "biome" node_modules/.bin/biome ci --colors=off --formatter-enabled=false --error-on-warnings
check "contract drift" .venv/bin/python -m server.contract.generate --check
if [ ${#failed[@]} -gt 0 ]; then
  printf 'check: FAILED: %s\n' "${failed[@]}"
  exit 1
fi
echo "check: all passed"
