"""The site of governors: how the school keeps its word, in figures without names.

No page here may load or print a student, a contact or a member of staff.
"""
