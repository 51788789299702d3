"""The Chinese side of every message: templates by their English, as in gettext, and how they are filled.

Guaranteed: what a user wrote is handed on letter by letter. This package is imported where Chinese is asked for,
and at no other time; it must not know what a message is about.
"""
