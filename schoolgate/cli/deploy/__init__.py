"""`schoolgate check deploy`: whether an installation is fit to hold a school's data."""
