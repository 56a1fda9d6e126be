"""The site of parents and carers."""
