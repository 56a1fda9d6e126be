"""Anything a family raises, by any channel, until it is answered."""
