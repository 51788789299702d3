"""The waist: a policy reduced to about twenty node kinds, which every reading of it shares.

After this package each name is resolved, each type agrees and each number is a whole number of its smallest unit.
It must not know how a policy is written (`syntax`, `model`) nor who reads it (`reference`, `evaluator`, ...).
"""
