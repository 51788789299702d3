"""What a program means: the plainest reading of it, one function a node kind, slow and obvious.

After this package a case has an outcome, or one fact is named that must be known first.
It must not know the other readings (`evaluator`, ...): they are held equal to it by tests.
"""
