"""The fast reading of a program: Python source made from it, kept by digest, and the search over unknown facts.

After this package a case has an outcome equal to that of `reference`, also where facts are unknown (rule 9).
It must not know the other readings, nor how a program came about.
"""
