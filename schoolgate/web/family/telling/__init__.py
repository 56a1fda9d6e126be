"""A family tells the school what it knows of a child, and what it brings."""
