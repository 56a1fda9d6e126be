"""How the school keeps its policy: each clause with its evidence. Decides nothing."""
