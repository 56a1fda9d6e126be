"""Making the demo: two invented schools, relative to today, alive on the first look."""
