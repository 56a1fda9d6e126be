"""The shape of the product: what keeps the code and its documents honest."""
