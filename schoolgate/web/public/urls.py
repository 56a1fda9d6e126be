"""The addresses of signing in, joining, and one's own account.

The names are those by which allauth looks for its pages, and some of our own.
"""

from django.urls import path

from schoolgate.web.public.joining import views as joining
from schoolgate.web.public.security import views as security
from schoolgate.web.public.signing_in import views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-in/", views.sign_in, name="account_login"),
    path("sign-in/", views.sign_in, name="account_request_login_code"),
    path("sign-in/code/", views.code, name="account_confirm_login_code"),
    path("sign-in/password/", views.password, name="sign_in_password"),
    path("sign-in/forgotten/", views.forgot, name="account_reset_password"),
    path(
        "sign-in/forgotten/code/",
        views.forgot_code,
        name="account_confirm_password_reset_code",
    ),
    path(
        "sign-in/forgotten/new/",
        views.new_password,
        name="account_complete_password_reset",
    ),
    path("sign-in/second-factor/", views.second_step, name="mfa_authenticate"),
    path(
        "sign-in/with/<slug:provider_id>/",
        views.with_service,
        name="openid_connect_login",
    ),
    path(
        "sign-in/with/<slug:provider_id>/back/",
        views.back_from_service,
        name="openid_connect_callback",
    ),
    path("join/", joining.by_letter, name="join"),
    path("join/address/", joining.address, name="join_address"),
    path("join/code/", joining.code, name="join_code"),
    path("join/<str:token>/", joining.by_link, name="join_link"),
    path("me/security/", security.security, name="security"),
    path("me/security/", security.security, name="mfa_index"),
    path("me/security/end/", security.end, name="security_end"),
    path("me/security/second-step/", security.second_step, name="second_step"),
    path("me/security/app/", security.app, name="mfa_activate_totp"),
    path("me/security/app/code.svg", security.app_picture, name="security_app_picture"),
    path("me/security/app/remove/", security.remove_app, name="mfa_deactivate_totp"),
    path("me/security/passkey/", security.add_passkey, name="mfa_add_webauthn"),
    path(
        "me/security/passkey/remove/",
        security.passkey_away,
        name="security_passkey_away",
    ),
    path("me/security/codes/", security.codes, name="mfa_view_recovery_codes"),
    path(
        "me/security/codes/new/", security.new_codes, name="mfa_generate_recovery_codes"
    ),
    path(
        "me/security/password/",
        security.change_password,
        name="account_change_password",
    ),
    path(
        "me/security/password/set/", security.set_password, name="account_set_password"
    ),
    path("me/security/again/", security.again, name="account_reauthenticate"),
    path("me/security/again/code/", security.again_code, name="mfa_reauthenticate"),
    path(
        "me/security/again/passkey/",
        security.again_passkey,
        name="mfa_reauthenticate_webauthn",
    ),
    path("me/school/", security.school, name="works_at"),
]
