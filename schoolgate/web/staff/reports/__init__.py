"""What was reported of calls, and the calls that were kept and not answered."""
