"""The station's core: plain Python and SQLAlchemy; no Qt, no device, no network."""
