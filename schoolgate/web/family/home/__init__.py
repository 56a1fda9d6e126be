"""Where the family arrives: what needs them, and what they asked."""
