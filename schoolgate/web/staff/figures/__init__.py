"""How quickly the school answers, for those who lead it."""
