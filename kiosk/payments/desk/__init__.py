"""The counter's steps and questions about payments; each in one transaction."""
