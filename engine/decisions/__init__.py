"""The record of a decision: what the program says of a case, as it is shown, kept and checked.

After this package every key of the record has its meaning, and its parts agree: lines add up, lists are sorted.
It must not know how policies are written, nor where cases and programs are kept.
"""
