"""Everything that changes a school itself."""
