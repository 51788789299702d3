"""Cases: what a case file says, read into one value for every fact of a program; and the facts seen from outside.

After this package every fact is a checked value of its type, `Unknown` or `NOT_GIVEN`; or all that is wrong is
in the report. It must not know any one policy, how a policy is written, or what is decided about a case.
"""
