"""What can be reached without signing in."""
