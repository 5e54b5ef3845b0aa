"""The county centre: receives envelopes, stores each event once, sends decisions."""
