"""Where confirmed outcomes are kept: one schema, in SQLite or PostgreSQL."""
