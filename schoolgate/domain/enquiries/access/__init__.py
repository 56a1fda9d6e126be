"""Who may see an enquiry, and what each may do with it."""
