"""Each clause of the policy: whether it is kept, and how that is known."""
