"""Batches held against single decisions."""
