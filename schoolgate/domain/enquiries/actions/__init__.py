"""Everything that changes an enquiry: opening it, passing it on, answering, closing."""
