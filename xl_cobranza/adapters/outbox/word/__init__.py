"""Word files: `writing` makes one of a document, with real styles; `filling` fills in one of the user's own."""
