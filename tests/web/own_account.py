"""The addresses of signing in and of one's own account, for the access matrix."""

# About one's own account: for whoever is somebody here, and walked by themselves below.
OWN_PAGES = {"security", "mfa_index"}
OWN_STEPS = {
    *("second_step", "security_end", "security_app_picture", "works_at"),
    *("mfa_activate_totp", "mfa_deactivate_totp", "mfa_add_webauthn"),
    *("security_passkey_away", "mfa_view_recovery_codes"),
    *("mfa_generate_recovery_codes", "account_change_password"),
    *("account_set_password", "account_reauthenticate", "mfa_reauthenticate"),
    "mfa_reauthenticate_webauthn",
}
# The way in: open to whoever is not signed in.
WAY_IN = {
    *("sign_in", "account_login", "account_request_login_code", "sign_in_password"),
    *("account_confirm_login_code", "account_reset_password", "mfa_authenticate"),
    *("account_confirm_password_reset_code", "account_complete_password_reset"),
    *("openid_connect_login", "openid_connect_callback"),
    *("join", "join_address", "join_code", "join_link"),
}
