"""The school itself: what is missing, its facts, its policy, its posts."""
