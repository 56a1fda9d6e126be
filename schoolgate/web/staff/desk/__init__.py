"""The desk: what is due, and one enquiry open beside it."""
