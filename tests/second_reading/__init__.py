"""A second, independent reading of the refund policy, kept as a test oracle."""
