"""Doors to the outside: one small module for each."""
