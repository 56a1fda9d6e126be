"""Setting a school up, by whoever runs the installation and holds its code."""
