"""Ledgers of every format that was released: they only grow in number, and every one is verified for ever."""
