"""The demo: two invented schools, a persona picker and a mailbox one can look into.

Binds to loopback, sends nothing anywhere, and says demo on every page.
"""

from schoolgate.config.settings.base import *  # noqa: F403
from schoolgate.config.settings.base import DATA_DIR, INSTALLED_APPS, SECRET_KEY

IS_DEMO = True
SECRET_KEY = SECRET_KEY or "demo-only, protects invented people on loopback " * 2
INSTALLED_APPS = [*INSTALLED_APPS, "schoolgate.web.demo"]
ROOT_URLCONF = "schoolgate.config.urls_demo"
MAIL_RELAY = f"folder://{DATA_DIR}/sent-mail"  # whatever the environment says
