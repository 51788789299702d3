"""How large a case may be; whatever is larger is refused, and the limit is named."""

LONGEST_FILE = 1_000_000
"""The most characters of a file."""

DEEPEST = 20
"""The most tables and lists inside each other."""

LONGEST_TEXT = 1_000
"""The most characters of a text."""

LARGEST_SET = 100
"""The most entries of a set."""

LARGEST_LIST = 100
"""The most entries of a list of records."""
