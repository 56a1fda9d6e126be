"""Students, contacts, staff, and the ties between them. Not what they may see."""
