#!/bin/sh
# Installs what `make` needs and skips what is there: system packages (Debian and its children), a virtual environment,
# and the dependencies at the versions of constraints.txt.
set -eu
cd "$(dirname "$0")/.."
PYTHON=${PYTHON:-python3}
PACKAGES="gcc libc6-dev python3-dev python3-venv pkg-config libpango1.0-dev bubblewrap"

missing=""
if command -v dpkg-query >/dev/null 2>&1; then
    for package in $PACKAGES; do
        case "$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true)" in
            *"install ok installed"*) ;;
            *) missing="$missing $package" ;;
        esac
    done
    if [ -n "$missing" ]; then
        sudo=""
        if [ "$(id -u)" != 0 ]; then
            command -v sudo >/dev/null 2>&1 || { echo "setup: as root, run: apt-get install$missing" >&2; exit 4; }
            sudo="sudo"
        fi
        echo "setup: installing system packages:$missing"
        $sudo apt-get update -qq
        # shellcheck disable=SC2086
        DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null
    fi
elif ! pkg-config --exists pangocairo 2>/dev/null || ! command -v cc >/dev/null 2>&1; then
    cat >&2 <<'TEXT'
setup: this is not a Debian system. Install these with your package manager, then run the same command again:
  a C compiler, pkg-config, the headers of Python, of Cairo and of Pango (pangocairo), and bubblewrap (Linux)
  Fedora: dnf install gcc pkgconf-pkg-config python3-devel pango-devel bubblewrap
  Arch:   pacman -S base-devel pango bubblewrap
  macOS:  brew install pkg-config cairo pango      (there is no bubblewrap: programs written by others are refused)
TEXT
    exit 4
fi

"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "setup: derivanim needs Python 3.11 or newer; name one: make PYTHON=python3.11" >&2
    exit 4
}
stamp=.venv/derivanim-setup
wanted=$(cat pyproject.toml constraints.txt .dev/setup.sh | cksum)
if [ "$(cat "$stamp" 2>/dev/null || true)" = "$wanted" ]; then exit 0; fi
[ -x .venv/bin/python ] || { echo "setup: making a virtual environment in .venv"; "$PYTHON" -m venv .venv; }
echo "setup: installing the dependencies (about two minutes the first time)"
# The pinned torch first and by itself: pip finds a local CPU build of it where there is one, and any version of the
# range will do where that one cannot be had.
.venv/bin/python -c 'import torch' 2>/dev/null || .venv/bin/pip install -q "torch==2.13.0" 2>/dev/null || .venv/bin/pip install -q "torch>=2.4"
.venv/bin/pip install -q -c constraints.txt "setuptools>=77" wheel
.venv/bin/pip install -q -c constraints.txt -e ".[dev]"
echo "$wanted" > "$stamp"
