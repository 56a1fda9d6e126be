"""Signing in, and what a person is at a school: roles and posts."""
