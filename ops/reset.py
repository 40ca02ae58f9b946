"""`make reset`: delete var/ with the database and all photographs, after asking."""

import shutil

from ops.config import ROOT, VAR, fail
from ops.instance import is_running


def main() -> None:
    if not VAR.exists():
        print(f"There is no {VAR}: nothing to delete.")
        return
    if VAR in {ROOT, *ROOT.parents}:
        fail(f"{VAR} holds more than the portal's data.")
    if is_running():
        fail("the portal is running; make stop ends it.")
    print(f"This deletes {VAR}: the database, every photograph, everything sent in.")
    try:
        answer = input("Type yes to delete it for ever: ")
    except EOFError:
        answer = ""
    if answer.strip().lower() != "yes":
        fail("nothing was deleted.")
    shutil.rmtree(VAR)
    print("Deleted.")


if __name__ == "__main__":
    main()
