"""What worries somebody in a family about a child's safety."""
