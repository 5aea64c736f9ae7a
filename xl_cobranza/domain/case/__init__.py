"""A case: what the log says of an invoice, what was promised, and the rules that give its stage and step."""
