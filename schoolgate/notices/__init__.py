"""The wording of every notice that leaves the school."""
