"""The tenant: a school, its terms, closures and hours. Not its people."""
