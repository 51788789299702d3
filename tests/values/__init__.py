"""The values: each module against plain arithmetic, the standard library or a second source."""
