"""The parcel counter's less frequent work as facts: sending, hand-over, stock-take, what went wrong, what is due."""
