"""What somebody may do to a ledger after outcomes were confirmed: nothing of it may change one unseen."""
