"""Mail that needs a person: held on the way in, stuck on the way out."""
