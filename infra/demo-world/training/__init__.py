"""Trains the demo world's base network and patches, from the two specifications alone."""
