"""The zip format itself: its records, its compression, an archive written again. `archive` is the door."""
