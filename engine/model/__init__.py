"""The checked policy: names are resolved, types and units agree, and texts stand in both languages.

After this package a policy without errors can be reduced to a program; what was wrong is in the report, all of it.
It must not know how the program is run (`reference`, `evaluator`) or kept (`versions`).
"""
