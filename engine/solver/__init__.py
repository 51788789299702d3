"""The reading of a program that proves: z3 terms over whole numbers, one for each node.

After this package two versions are equal, or differ in cases that were decided again before they are shown, or a reason
says why neither could be proved. It must not know the other readings: whoever asks hands them in (`Reading`).
"""
