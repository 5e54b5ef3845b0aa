"""Sounds: an earcon and words for each outcome, composed from recorded clips. Playing them is for ``ui``."""
