"""Mistakes of a user as values: where they stand, what is wrong, what to do, how they are shown.

Guaranteed: every mistake carries a code of the catalogue, is collected and never thrown, and is
shown so that no text of a user can steer a terminal. This package must not know the language, the
facts or the cases its places point into, nor disk, clock or chance.
"""
