"""Packs adopted by a school: its clauses, promises and routes. Not who may see what."""
