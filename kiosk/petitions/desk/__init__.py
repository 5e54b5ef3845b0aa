"""The counter's steps for petitions: one module per thing that is done."""
