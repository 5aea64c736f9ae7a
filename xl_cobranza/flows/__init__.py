"""One module per thing a user asks for; each reads a book and returns a plan."""
