"""Schoolgate runs a school's policy on parents and carers.

`ls schoolgate` reads as the architecture: each folder is a floor, and a floor imports
only the floors below it. See docs/architecture.md.
"""
