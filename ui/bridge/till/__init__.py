"""The drawer's pages: the shift, the cash, and what both say afterwards."""
