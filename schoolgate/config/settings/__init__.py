"""Settings for the demo, for production and for tests, all from one base."""
