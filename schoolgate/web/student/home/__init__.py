"""What concerns me, and who else may be told."""
