"""The reference pages, made from the code they describe.

python -m tests.reference
"""
