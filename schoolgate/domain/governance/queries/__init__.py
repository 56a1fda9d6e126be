"""What the evidence says: of each clause, and of how quickly the school answers."""
