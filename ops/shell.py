"""`make shell`: a Python shell with the portal's models, on the portal's database."""

import sys

from ops.manage import main

if __name__ == "__main__":
    sys.exit(main(["shell", *sys.argv[1:]]))
