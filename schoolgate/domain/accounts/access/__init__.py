"""Who is signed in, as what: the actors that every other `access` is asked by."""
