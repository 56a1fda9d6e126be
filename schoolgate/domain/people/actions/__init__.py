"""Everything that changes what is on record of people."""
