"""The site of students: what concerns me, and who else is told."""
