"""What changes records while restrictions and objections stand guard."""
