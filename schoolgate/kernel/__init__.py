"""Plain Python: working time, packs, decisions, ages. No Django, no database, no clock."""
