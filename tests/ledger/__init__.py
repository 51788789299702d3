"""The ledger: what is confirmed stays, and whoever holds a receipt or a checkpoint can show it."""
