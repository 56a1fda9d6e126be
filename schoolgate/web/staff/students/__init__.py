"""The students somebody answers for: what parents shared, and problems."""
