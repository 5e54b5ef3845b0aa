"""Paper: what a slip says (document), how it falls on a width of paper (layout), and the queue to the printer."""
