"""The texts of the documents, as templates: the marks are those of letters (`[tabla]`, `*bold*`, `# heading`, `> note`)."""
