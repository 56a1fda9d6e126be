"""Signing in, the second step, and what one's own account is: allauth in our pages."""
