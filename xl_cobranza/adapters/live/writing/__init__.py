"""The plan put into the cells, past the traps of Excel, and back out of them."""
