"""What is told of a run: a table for a person, an object for a program."""
