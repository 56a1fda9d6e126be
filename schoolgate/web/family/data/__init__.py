"""A family asks for what is held about it, or complains how it is used."""
