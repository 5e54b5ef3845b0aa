"""Petitions (问政) on screen."""
