"""Confirmed outcomes, and what makes them checkable: entries, their tree, checkpoints, receipts, derivation.

Nothing here touches disk, clock or chance; `engine.store` keeps the entries and `engine.tasks` confirms them.
"""
