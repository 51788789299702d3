"""What the commands do: one module a command; with `files` the only ones that touch disk, clock or chance.

After this package a command has a result to print and an exit code. It must not know how a result is printed on a
terminal: that is `cli.py`, which declares the commands and nothing else.
"""
