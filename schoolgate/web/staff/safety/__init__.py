"""A child's safety: telling the lead, and what the lead reads."""
