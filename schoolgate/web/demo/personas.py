"""The people one can be in the demo, as the demo's maker wrote them down."""

import json
from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class Persona:
    """Somebody to be."""

    email: str
    name: str
    who: str
    story: str
    school: str


def known_personas() -> list[Persona]:
    """Return the people of the demo; none where no demo was made."""
    path = settings.DATA_DIR / "personas.json"
    if not path.exists():
        return []
    return [Persona(**each) for each in json.loads(path.read_text())]
