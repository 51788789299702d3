"""Every mutant of every policy here: what the solver says of it, held against random cases decided by both versions."""
