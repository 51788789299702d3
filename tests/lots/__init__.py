"""Quota lots."""
