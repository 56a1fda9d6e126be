"""Looking people up, and keeping what is on record of them."""
