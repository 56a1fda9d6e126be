"""The `schoolgate` command. Each command is a module of its own."""
