"""The number of the source that this engine makes of a program."""

EMITTER = 10
"""Raised whenever the source made from one program changes, so that kept modules are made anew."""
