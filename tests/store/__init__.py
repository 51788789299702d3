"""The stores of a ledger."""
