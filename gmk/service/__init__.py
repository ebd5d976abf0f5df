"""The only way from the screen and the command line to data: user, right, scope, transaction, journal."""

from gmk.service.access import load, save

__all__ = ["load", "save"]
