# Shared by packaging/run and packaging/test: find Python, make .venv, install what is locked. Sourced, POSIX sh.
# Sets: root, venv, venv_python. Exits 4 with one command to type when the machine lacks something we may not install.
# shellcheck shell=sh

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
venv="$root/.venv"
venv_python="$venv/bin/python"

say() { printf '%s\n' "$*" >&2; }

may_install() {
  command -v apt-get >/dev/null 2>&1 || return 1
  [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

# install_debian WHY PACKAGE...: install Debian packages, or say what to type and exit 4.
install_debian() {
  why=$1
  shift
  if may_install; then
    say "Installing $why: $*"
    log=$(mktemp)
    if { as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends "$@"; } >"$log" 2>&1; then
      rm -f "$log"
      return 0
    fi
    tail -n 5 "$log" >&2
    rm -f "$log"
    say "That did not work. Please run:  apt-get update && apt-get install -y $*"
    exit 4
  fi
  if command -v apt-get >/dev/null 2>&1; then
    say "This machine lacks $why. Please run:  sudo apt-get install -y $*"
  else
    say "This machine lacks $why. On Debian and Ubuntu the packages are called: $*"
    say "Please install what corresponds to them here, and start again."
  fi
  exit 4
}

find_python() {
  for candidate in "${PYTHON:-}" python3 python3.13 python3.12 python3.11 python3.14; do
    [ -n "$candidate" ] || continue
    if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))' >/dev/null 2>&1; then
      printf '%s' "$candidate"
      return 0
    fi
  done
  return 1
}

make_venv() {
  if [ -x "$venv_python" ] && "$venv_python" -c 'import pip' >/dev/null 2>&1; then return 0; fi
  python=$(find_python) || {
    if may_install; then
      install_debian "Python" python3 python3-venv
      python=$(find_python) || { say "Capsa needs Python 3.11 or newer."; exit 4; }
    else
      say "Capsa needs Python 3.11 or newer. Please install it and start again."
      exit 4
    fi
  }
  if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then install_debian "Python's venv" python3-venv; fi
  say "Making the virtual environment in .venv with $("$python" --version)"
  rm -rf "$venv"
  "$python" -m venv "$venv" || { say "The virtual environment could not be made."; exit 4; }
}

# install_locked NAME: install packaging/NAME.txt once per content, and link the checkout.
install_locked() {
  lock="$root/packaging/$1.txt"
  sum=$(cksum <"$lock" | tr -d " ")
  stamp="$venv/.capsa-lock-$1--$sum"
  [ -f "$stamp" ] && return 0
  # The test set contains the program's own set.
  say "Installing the locked dependencies ($1); this takes a minute the first time"
  "$venv_python" -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r "$lock" >&2 || {
    say "The dependencies could not be installed. Is this machine online?"
    exit 4
  }
  "$venv_python" "$root/packaging/link_checkout.py"
  rm -f "$venv/.capsa-lock-$1--"*
  : >"$stamp"
}

# install_libraries: the shared libraries that Qt needs, checked once per machine.
install_libraries() {
  [ "$(uname -s)" = Linux ] || return 0
  stamp="$venv/.capsa-libraries-2"
  [ -f "$stamp" ] && return 0
  have=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null) || have=
  missing=
  for pair in libglib-2.0.so.0:libglib2.0-0 libGL.so.1:libgl1 libEGL.so.1:libegl1 libdbus-1.so.3:libdbus-1-3 \
    libfontconfig.so.1:libfontconfig1 libxcb-cursor.so.0:libxcb-cursor0 libxcb-icccm.so.4:libxcb-icccm4 \
    libxcb-keysyms.so.1:libxcb-keysyms1 libxcb-shape.so.0:libxcb-shape0 libxkbcommon-x11.so.0:libxkbcommon-x11-0 \
    libpulse.so.0:libpulse0 libXrandr.so.2:libxrandr2; do
    case "$have" in
    *"${pair%%:*}"*) ;;
    *) missing="$missing ${pair##*:}" ;;
    esac
  done
  # shellcheck disable=SC2086  # a list of words is meant
  [ -z "$missing" ] || install_debian "shared libraries that the window needs" $missing
  : >"$stamp"
}
