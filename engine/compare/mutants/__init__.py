"""Mutants of a policy: the same program with one small fault in it, as a slip of the pen would have made it.

After this package each mutant is a sound program, with the place of its fault in the text and words for what was
changed. It must not know who looks for them: tests that notice a fault are good tests.
"""
