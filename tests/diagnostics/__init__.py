"""Tests of `engine.diagnostics`."""
