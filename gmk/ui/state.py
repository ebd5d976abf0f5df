"""All keys of the session state: what one open tab remembers. Nothing precious is kept here."""

TOKEN = "gmk_token"  # noqa: S105 - the name of a key
"""The token of the sign-in in this tab."""
SIGNED_IN = "gmk_signed_in"
"""Whoever the token stood for when it was last looked up."""
CHECKED_AT = "gmk_checked_at"
"""When that was."""
