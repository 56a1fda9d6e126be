"""Settings, root URL configuration and WSGI. Nothing imports this floor."""
