"""The counter's steps by topic. A step asks, writes in one transaction, and reports what the screen needs."""
