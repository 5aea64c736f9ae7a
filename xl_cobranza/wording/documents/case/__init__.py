"""What is told of a whole case: the dossier, what was talked about, what is still missing."""
