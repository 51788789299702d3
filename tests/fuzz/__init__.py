"""Inputs that nobody would write on purpose: whatever they are, every mistake is a message and nothing is thrown."""
