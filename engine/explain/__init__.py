"""Why a case was decided as it was: one model of plain dicts, in English or Chinese, and the text made from it.

After this package every clause has a state and a reason, and nothing in the explanation is left to be looked up.
It decides nothing and must not know how a policy is written: it reads the sealed program, its texts and what was found.
"""
