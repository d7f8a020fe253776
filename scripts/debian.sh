# shellcheck shell=bash
# Sourced by setup.sh: the Debian packages that are missing, installed (root) or unpacked into .cache (anyone else).
# nginx is always unpacked, because its package would start and enable a service. What cannot be had is named, and
# the tests that need it report NOT RUN.
debian_root=$PWD/.cache/debian/root

have() { PATH="$PATH:/usr/sbin:/sbin" command -v "$1" >/dev/null 2>&1; }
have_any() {
  [ -z "${FORCE_UNPACK:-}" ] || return 1
  local name
  for name in "$@"; do have "$name" && return; done
  return 1
}
have_browser() {
  [ -n "${CHROMIUM:-}" ] || have_any chromium chromium-headless-shell google-chrome ||
    compgen -G "$HOME/.cache/ms-playwright/chromium*" >/dev/null
}
have_font() { [ -n "$(find /usr/share/fonts -name '*.[to]tf' -print -quit 2>/dev/null)" ] && [ -z "${FORCE_UNPACK:-}" ]; }

missing_packages() { # <run|test>: one a line
  "$python" -c 'import ensurepip' 2>/dev/null || .venv/bin/python -c 'import pip' 2>/dev/null || echo python3-venv
  [ "$1" = test ] || return 0
  [ -n "${TEST_MARIADBD:-}" ] || { have_any mariadbd && have_any mariadb-install-db && have_any my_print_defaults; } ||
    printf '%s\n' mariadb-server-core mariadb-client-core
  have_any redis-server redis-check-rdb || echo redis-tools # its redis-check-rdb is the server under another name
  have_browser || printf '%s\n' chromium-headless-shell chromium-common # the second holds its data and may be on the system already
  have_font || echo fonts-dejavu-core
  have_any nginx || echo nginx
  have_any soffice || echo libreoffice-calc-nogui # 276 MB, half a minute: the only one that can say what a cell becomes
}

provide_debian_packages() { # <run|test>
  local package install=() unpack=()
  for package in $(missing_packages "$1"); do
    [ -f "$debian_root/.has/$package" ] && continue
    if [ "$package" != nginx ] && [ "$(id -u)" = 0 ] && [ -z "${NO_SYSTEM_PACKAGES:-}${FORCE_UNPACK:-}" ]; then
      install+=("$package")
    elif [ "$package" = libreoffice-calc-nogui ]; then
      say_missing "$package" # unpacked it crashes: it looks for parts of itself in /etc and /usr/lib
    else
      unpack+=("$package")
    fi
  done
  [ ${#install[@]} = 0 ] || install_debian "${install[@]}" || say_missing "${install[@]}"
  [ ${#unpack[@]} = 0 ] || unpack_debian "${unpack[@]}" || say_missing "${unpack[@]}"
}

say_missing() {
  echo "setup: could not get the Debian packages $*: install them yourself; tests that need them will report NOT RUN" >&2
}

install_debian() {
  have apt-get || return 1
  say "installing Debian packages: $*"
  {
    apt-get -qq update &&
      DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$@"
  } >.cache/apt.log 2>&1 || { tail -n 5 .cache/apt.log >&2 && return 1; }
}

unpack_debian() {
  have apt-get && have dpkg-deb || return 1
  say "unpacking into .cache/debian (the system is not changed): $*"
  local apt=$PWD/.cache/debian/apt package
  rm -rf "$apt"
  mkdir -p "$apt/lists/partial" "$apt/archives/partial" "$debian_root/.has"
  local options=(-o "Dir::State::lists=$apt/lists" -o "Dir::Cache=$apt" -o "Dir::Cache::archives=$apt/archives"
    -o Debug::NoLocking=1 -o APT::Sandbox::User= -o APT::Keep-Downloaded-Packages=true)
  local again=()
  [ -z "${FORCE_UNPACK:-}" ] || again=(--reinstall) # else apt fetches nothing that the system has
  {
    apt-get "${options[@]}" -qq update &&
      apt-get "${options[@]}" -qq -y --no-install-recommends --download-only "${again[@]}" install "$@"
  } >.cache/apt.log 2>&1 || { tail -n 5 .cache/apt.log >&2 && return 1; }
  for package in "$apt"/archives/*.deb; do dpkg-deb -x "$package" "$debian_root" || return 1; done
  for package in "$@"; do touch "$debian_root/.has/$package"; done
  rm -rf "$apt"
}
