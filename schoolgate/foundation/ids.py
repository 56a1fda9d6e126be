"""Names for things that leave the database: never row numbers.

A public id names, it does not protect: whoever holds one still has to be allowed in.
"""

import secrets

ID_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
ID_LENGTH = 14
REFERENCE_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"
"""No vowels (no words by accident), no 0/O, 1/I/L: it is read aloud on the phone."""
REFERENCE_LENGTH = 6


def new_public_id() -> str:
    """Return a fresh id for addresses: 70 bits, unguessable in practice."""
    return "".join(secrets.choice(ID_ALPHABET) for _ in range(ID_LENGTH))


def new_reference() -> str:
    """Return a fresh reference of six characters. A constraint keeps it unique."""
    return "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(REFERENCE_LENGTH))


def spoken(reference: str) -> str:
    """Return a reference as it is written and read aloud: `K7M 42Q`."""
    return f"{reference[:3]} {reference[3:]}"
