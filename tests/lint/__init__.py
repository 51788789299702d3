"""What is doubtful as a whole."""
