"""Refundry's engine: from the text of a policy to a decided case, one folder a stage.

The stages stand in `docs/architecture.md`; imports point only downwards, from `tasks` to `values`.
"""
