#!/usr/bin/env bash
# Make this folder ready to run: Python, pinned packages, Qt's system libraries, a Chinese font.
#
# Everything else in the project is Python, but this must work before there is one. It asks for nothing: where
# apt may be used it is used, where not, one line says what to install. A second run finds its stamp and is over at once.
#
#   scripts/setup.sh          what `make run` needs
#   scripts/setup.sh tests    and what `make test` needs: a PostgreSQL server beside SQLite
#
# CUNKOU_NO_APT=1 leaves the system alone; PYTHON=/path/to/python chooses the interpreter.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

need=${1:-run}
stamp=.venv/.ready-$need
log=build/setup.log
version=$(cat constraints.txt scripts/setup.sh | sha256sum | cut -c 1-64)

if [[ -x .venv/bin/python && "$(cat "$stamp" 2>/dev/null)" == "$version" ]]; then
    exit 0
fi
mkdir -p build
: >"$log"

say() { printf '%s\n' "$*" >&2; }
die() { say "cunkou: $*"; exit 1; }

# What Qt opens when it starts, as "library package" (readelf on PySide6's own libraries and plugins). Asked for
# by library, not by package: Ubuntu 24.04 renamed some packages, the libraries kept their names.
qt_libraries="
libEGL.so.1 libegl1
libGL.so.1 libgl1
libX11.so.6 libx11-6
libX11-xcb.so.1 libx11-xcb1
libXext.so.6 libxext6
libXrandr.so.2 libxrandr2
libbrotlidec.so.1 libbrotli1
libdbus-1.so.3 libdbus-1-3
libdrm.so.2 libdrm2
libfontconfig.so.1 libfontconfig1
libfreetype.so.6 libfreetype6
libglib-2.0.so.0 libglib2.0-0
libgssapi_krb5.so.2 libgssapi-krb5-2
libpulse.so.0 libpulse0
libwayland-client.so.0 libwayland-client0
libwayland-cursor.so.0 libwayland-cursor0
libwayland-egl.so.1 libwayland-egl1
libxcb-cursor.so.0 libxcb-cursor0
libxcb-glx.so.0 libxcb-glx0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-image.so.0 libxcb-image0
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-randr.so.0 libxcb-randr0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-render.so.0 libxcb-render0
libxcb-shape.so.0 libxcb-shape0
libxcb-shm.so.0 libxcb-shm0
libxcb-sync.so.1 libxcb-sync1
libxcb-util.so.1 libxcb-util1
libxcb-xfixes.so.0 libxcb-xfixes0
libxcb-xkb.so.1 libxcb-xkb1
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libxkbcommon.so.0 libxkbcommon0
libzstd.so.1 libzstd1
"

missing_libraries() {
    local known library package
    known=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null || true)
    while read -r library package; do
        [[ -z $library || $known == *"$library "* ]] || echo "$package"
    done <<<"$qt_libraries"
}

missing_font() {
    compgen -G '/usr/share/fonts/*/noto/NotoSansCJK*' >/dev/null || echo fonts-noto-cjk
}

missing_postgresql() {
    [[ $need != tests ]] || command -v pg_ctl >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/pg_ctl' >/dev/null ||
        echo postgresql
}

apt_words() { # the words that run apt-get here, or nothing where it may not be used
    [[ -z ${CUNKOU_NO_APT:-} ]] && command -v apt-get >/dev/null || return 0
    if [[ $(id -u) == 0 ]]; then
        echo "env DEBIAN_FRONTEND=noninteractive apt-get"
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        echo "sudo -n env DEBIAN_FRONTEND=noninteractive apt-get"
    fi
}

apt_install() { # all of the packages or none; the lists are refreshed only if they turn out to be old
    [[ -n $apt ]] || return 1
    say "Installing by apt: $* ..."
    local install="$apt install -y -qq --no-install-recommends $*"
    $install >>"$log" 2>&1 || { $apt update -qq >>"$log" 2>&1 && $install >>"$log" 2>&1; }
}

find_python() {
    local candidate
    for candidate in ${PYTHON:-} python3.11 python3.12 python3.13 python3.14 python3; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
}

can_make_venvs() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

apt=$(apt_words)

python=$(find_python)
if [[ -z $python ]]; then # Debian 12 and Ubuntu 24.04 have one as python3, Ubuntu 22.04 beside its 3.10
    apt_install python3 python3-venv || true
    [[ -n $(find_python) ]] || apt_install python3.11 python3.11-venv || true
    python=$(find_python)
fi
[[ -n $python ]] || die "Python 3.11 or newer is needed. On Debian 12: apt install python3 python3-venv; on Ubuntu 22.04: apt install python3.11 python3.11-venv"

if ! can_make_venvs "$python"; then
    package=python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv
    apt_install "$package" || true
    can_make_venvs "$python" || die "$python cannot make virtual environments. Run: sudo apt install $package"
fi

system_packages=$(missing_libraries; missing_font; missing_postgresql)
if [[ -n $system_packages ]]; then
    # shellcheck disable=SC2086 # a list of words
    set -- $system_packages
    # The program may still run without some of them (no sound, no X server), so this says what is missing and goes on.
    apt_install "$@" || say "cunkou: not allowed to install system packages, or they could not be had. If a window does not open, run: sudo apt install $*"
fi

.venv/bin/python -m pip --version >/dev/null 2>&1 || "$python" -m venv --clear .venv >>"$log" 2>&1 ||
    die "the virtual environment could not be made; see $log"
say "Installing the pinned packages into .venv (once; some 400 MB) ..."
.venv/bin/python -m pip install --quiet --no-input --disable-pip-version-check --no-deps -r constraints.txt >>"$log" 2>&1 ||
    { tail -n 5 "$log" >&2; die "the packages could not be installed; see $log"; }

echo "$version" >"$stamp"
[[ $need != tests ]] || echo "$version" >.venv/.ready-run
