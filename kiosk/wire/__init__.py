"""Events, decisions, envelopes and receipts as bytes: pure, versioned, shared with the county."""
