"""Django support that does not know what a school is: tenancy, audit, clock, ids."""
