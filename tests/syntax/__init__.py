"""Tests of `engine.syntax`."""
