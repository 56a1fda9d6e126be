"""The school's own channels, and the rule that staff sign."""
