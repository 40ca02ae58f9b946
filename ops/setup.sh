#!/bin/sh
# Sees to the Debian packages and to a Python, then hands over to the programs
# in this folder: sh ops/setup.sh run|test|lint|bench|shell|...
set -eu
cd "$(dirname "$0")/.."
umask 022

drop_in=/etc/postgresql-common/createcluster.d/no-main-cluster.conf

# A Python new enough, with the parts Debian packages separately.
find_python() {
    for name in python3.11 python3 python3.12 python3.13 /usr/bin/python3; do
        if command -v "$name" >/dev/null 2>&1 && "$name" -c \
            'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' \
            2>/dev/null; then
            command -v "$name"
            return
        fi
    done
}

has() { PATH="$PATH:/usr/sbin:/sbin" command -v "$1" >/dev/null 2>&1; }

has_postgis() {
    set -- /usr/share/postgresql/*/extension/postgis.control
    [ -e "$1" ] && has_library libgdal
}

has_library() { PATH="$PATH:/sbin" ldconfig -p | grep -q "$1\.so"; }

# What this command needs and the machine does not have.
missing_packages() {
    [ -n "$(find_python)" ] || echo python3 python3-venv
    has make || echo make
    has npm || echo nodejs npm
    has msgfmt || echo gettext
    if [ -z "${DATABASE_URL:-}" ]; then
        has_postgis || echo postgresql-postgis
    else
        has_library libgdal || echo libgdal32
    fi
    if [ -z "${REDIS_URL:-}" ]; then
        has redis-server || has redis-check-rdb || echo redis-tools
    fi
    # What draws PDFs; the letters are the portal's own.
    has_library libpangoft2-1.0 || echo libpango-1.0-0 libpangoft2-1.0-0
    has_library libharfbuzz-subset || echo libharfbuzz-subset0
    # It makes base maps. The portal runs without it where nobody may install it.
    has tilemaker || case $1 in
    run) ! may_install || echo tilemaker ;;
    test | bench) echo tilemaker ;;
    esac
    case $1 in test | bench)
        has chromium || echo chromium fonts-dejavu-core
        # An unpacked nginx needs these two (see ops/nginx.py).
        has nginx || has_library libpcre2-8 || echo libpcre2-8-0
        has nginx || has_library libssl || echo libssl3
        ;;
    esac
    # It opens the tables that the portal gives away.
    [ "$1" != test ] || has soffice || echo libreoffice-calc-nogui
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# Debian makes and starts a database cluster of its own when PostgreSQL is
# installed for the first time; this file says no for as long as we install.
forbid_main_cluster() {
    [ ! -e "$drop_in" ] || return 0
    as_root mkdir -p "${drop_in%/*}"
    echo 'create_main_cluster = false' | as_root tee "$drop_in" >/dev/null
    trap 'as_root rm -f "$drop_in"' EXIT
    trap 'exit 130' INT TERM
}

install_packages() {
    echo "Installing Debian packages: $*"
    forbid_main_cluster
    as_root apt-get update -q
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y \
        --no-install-recommends -o DPkg::Lock::Timeout=300 "$@"
}

explain_packages() {
    cat >&2 <<MESSAGE
These Debian packages are missing, and only root may install them: $*
Ask whoever looks after this machine to run:

  apt-get update && apt-get install --no-install-recommends $*

then run make again.
MESSAGE
    exit 1
}

# Is there a way to become root? A password is asked for only at a terminal.
may_install() {
    [ "$(id -u)" = 0 ] && return
    has sudo || return
    sudo -n true 2>/dev/null && return
    [ -t 0 ] && sudo -v
}

case $1 in
stop | reset) ;;
*)
    packages=$(missing_packages "$1" | tr '\n' ' ')
    if [ -n "$packages" ]; then
        # shellcheck disable=SC2086 -- one word for each package
        if may_install; then (install_packages $packages); else explain_packages $packages; fi
    fi
    ;;
esac

python=$(find_python)
if [ -z "$python" ]; then
    echo "Python 3.11 or newer, with its venv module, was not found." >&2
    exit 1
fi
exec "$python" -B -m ops "$@"
