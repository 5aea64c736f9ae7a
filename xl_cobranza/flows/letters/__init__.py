"""The day's letters: who gets what, the sheet `Cartas`, and what was sent by hand."""
