"""Programs behind `make`: set-up, private servers, supervision. Standard library only.

`ops/setup.sh` sees to Debian packages, `ops/__main__.py` to Python and npm packages and
to an unprivileged user; the modules it hands over to are named after the command.
"""
