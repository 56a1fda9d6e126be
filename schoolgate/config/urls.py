"""Every address of an installation. The demo adds its own in urls_demo.py."""

from django.urls import include, path

from schoolgate.web.public import health, views as public
from schoolgate.web.public.founding import views as founding

urlpatterns = [
    path("", public.front, name="front"),
    path("", include("schoolgate.web.public.urls")),
    path("leave/", public.leave, name="leave"),
    path("left/", public.left, name="left"),
    path("begin/<str:code>/", founding.begin, name="begin"),
    path("gallery/", include("schoolgate.web.public.gallery.urls")),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("schoolgate.web.family.urls")),
    path("student/", include("schoolgate.web.student.urls")),
    path("desk/", include("schoolgate.web.staff.urls")),
    path("governors/", include("schoolgate.web.governors.urls")),
]

handler400 = "schoolgate.web.shared.errors.bad_request"
handler403 = "schoolgate.web.shared.errors.permission_denied"
handler404 = "schoolgate.web.shared.errors.not_found"
handler429 = "schoolgate.web.shared.errors.too_often"
handler500 = "schoolgate.web.shared.errors.server_error"
