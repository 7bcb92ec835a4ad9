# What scripts/run, scripts/test and scripts/locale share: the environment in .venv and what it needs from outside.
# Works on a bare Debian or Ubuntu: bash, Python 3.11 or newer, and a clone. To be sourced; sets ROOT, PYTHON.

set -euo pipefail
export LC_ALL=C.UTF-8

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)"
VENV="$ROOT/.venv"
PYTHON="$VENV/bin/python"
MISSING=5 # the exit code of gradviz for "something needed is missing"

say() { printf 'gradviz: %s\n' "$*" >&2; }

# Ends with one sentence that names what is missing and how to get it.
missing() {
    say "error: $*"
    exit "$MISSING"
}

# True where packages may be installed without asking for a password.
may_install() {
    command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }
}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

# apt_install WHY PACKAGE…: installs, or names the packages and ends.
apt_install() {
    local why="$1"
    shift
    if ! may_install; then
        missing "$why; install it with: sudo apt-get install --no-install-recommends $*"
    fi
    say "installing $* ($why)"
    if ! apt_quietly "$@"; then
        missing "$why, and apt could not install it: apt-get install --no-install-recommends $*"
    fi
}

# The package lists are fetched only when the packages are not known or no longer to be had.
apt_quietly() {
    local install=(env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@")
    as_root "${install[@]}" </dev/null >/dev/null 2>&1 && return 0
    as_root apt-get update -qq </dev/null >/dev/null 2>&1 || true
    as_root "${install[@]}" </dev/null >/dev/null
}

# The first Python on the machine that is new enough, and that PySide6 and pygraphviz have wheels for.
find_python() {
    local name
    for name in python3.13 python3.12 python3.11 python3.14 python3; do
        if "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    return 1
}

make_venv() {
    local python
    python="$(find_python)" || apt_install "Python 3.11 or newer is needed" python3 python3-venv
    python="$(find_python)" || missing "Python 3.11 or newer is needed; this system's own is older"
    if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
        local version
        version="$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
        apt_install "$python lacks venv and ensurepip" "$version"
    fi
    say "making the environment .venv with $("$python" --version)"
    rm -rf "$VENV"
    "$python" -m venv "$VENV"
}

# Ends where .venv, or the folder it will stand in, belongs to somebody else: neither rm nor pip could work in it.
require_writable() {
    local stray
    if [ ! -e "$VENV" ]; then
        [ -w "$ROOT" ] || missing "$ROOT cannot be changed by $(whoami_here), and .venv has to be made in it; run as its owner"
        return
    fi
    stray="$(find "$VENV" -type d ! -writable -print -quit 2>/dev/null || true)"
    if [ -n "$stray" ] || [ ! -w "$ROOT" ]; then
        missing "$VENV cannot be changed by $(whoami_here); remove it or run as its owner"
    fi
}

whoami_here() { id -un 2>/dev/null || id -u; }

# ensure_environment EXTRA: .venv with gradviz (editable) and the extra, "" or "dev". A stamp keyed by pyproject.toml
# makes the second start quick; that of "dev" stands for both.
ensure_environment() {
    local extra="$1" stamp="$VENV/gradviz-stamp${1:+-$1}" key kept
    key="$(sha256sum <"$ROOT/pyproject.toml") $ROOT"
    for kept in "$stamp" "$VENV/gradviz-stamp-dev"; do
        if [ -x "$PYTHON" ] && [ "$(cat "$kept" 2>/dev/null)" = "$key" ]; then return; fi
    done
    require_writable
    "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || make_venv
    "$PYTHON" -m pip --version >/dev/null 2>&1 || make_venv
    say "installing what gradviz needs into .venv (a few minutes the first time)"
    if ! "$PYTHON" -m pip install --quiet --disable-pip-version-check --editable "$ROOT${extra:+[$extra]}"; then
        missing "pip could not install what pyproject.toml names; look at its message above"
    fi
    printf '%s\n' "$key" >"$stamp"
}

# can_load SONAME…: whether the dynamic linker finds every one of them.
can_load() {
    "$PYTHON" -c 'import ctypes, sys; [ctypes.CDLL(name) for name in sys.argv[1:]]' "$@" 2>/dev/null
}

# ensure_libraries KIND: the system libraries of Qt; KIND is "offscreen" or "window". Only those that cannot be loaded.
ensure_libraries() {
    local wanted=() packages=() line soname package
    case "$(uname -s)" in Linux) ;; *) return ;; esac
    mapfile -t wanted < <("$PYTHON" -c '
import sys
from gradviz.cli.display import OFFSCREEN, WINDOW
table = OFFSCREEN if sys.argv[1] == "offscreen" else {**OFFSCREEN, **WINDOW}
for soname, package in table.items():
    print(soname, package)' "$1")
    for line in "${wanted[@]}"; do
        soname="${line%% *}"
        package="${line##* }"
        can_load "$soname" || packages+=("$(apt_name "$package")")
    done
    if [ "${#packages[@]}" -gt 0 ]; then apt_install "Qt needs system libraries" "${packages[@]}"; fi
}

# Debian 13 and Ubuntu 24.04 call some libraries by a new name.
apt_name() {
    if [ "$1" = libglib2.0-0 ] && apt-cache show libglib2.0-0t64 >/dev/null 2>&1; then
        echo libglib2.0-0t64
    else
        echo "$1"
    fi
}

# ensure_programs PROGRAM:PACKAGE…: the programs the tests call.
ensure_programs() {
    local pair packages=()
    for pair in "$@"; do
        command -v "${pair%%:*}" >/dev/null || packages+=("${pair##*:}")
    done
    if [ "${#packages[@]}" -gt 0 ]; then apt_install "the tests need ${packages[*]}" "${packages[@]}"; fi
}
