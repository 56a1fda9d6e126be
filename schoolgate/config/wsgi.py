"""The web application, for granian."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "schoolgate.config.settings.production")

application = get_wsgi_application()

# What is loaded now stays as long as the process: nothing for the collector to go
# through again and again. And a page makes many short-lived objects, none in a circle.
gc.freeze()
gc.set_threshold(10_000, 20, 50)
