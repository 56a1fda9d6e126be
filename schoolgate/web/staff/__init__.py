"""The site of staff: what is due, and the tools to do it."""
