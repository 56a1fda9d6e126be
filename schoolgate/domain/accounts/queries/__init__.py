"""Who holds which post, and what an account has: sessions and second factors."""
