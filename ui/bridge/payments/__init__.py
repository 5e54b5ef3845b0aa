"""The till's pages: what is owed, taking it, what became of it, and giving it back."""
