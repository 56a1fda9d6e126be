"""Pages: one independent site for each kind of person, over shared components."""
