"""Around an agreement: which debts it may cover, and what could be offered in its place."""
