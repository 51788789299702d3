"""The pages are held to what they show."""
