"""Residents and households; clerks, PINs, roles, sign-in."""
