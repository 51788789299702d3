"""What changed between two versions: their clauses, what becomes of cases, and what becomes of those in a case book.

Everything is one report, which is then said as text, as Markdown, as a page of HTML or as JSON. This package must not
know where a version was read, nor what day it is: it gets both sides ready, and hands back what there is to say.
"""
