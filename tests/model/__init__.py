"""Tests of the checked policy."""
