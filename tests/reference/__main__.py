"""`make docs`: write every page of the reference anew."""

import sys

from tests.reference.pages import FOLDER, PAGES

for name, make in PAGES.items():
    (FOLDER / name).write_text(make(), encoding="utf-8")
    sys.stdout.write(f"docs/reference/{name}\n")
