"""Plain Python: working time, packs, decisions, ages. No Django and no clock."""
