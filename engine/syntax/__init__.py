"""A policy or facts file as written: blocks, sentences, words, comments, each with its place.

After this package every sentence is one that the grammar knows; what was not is reported, and the rest still stands.
It must not know what a sentence means: names, types and clauses belong to `model`.
"""
