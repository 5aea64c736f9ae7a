"""The sheet `Cartas`: the letters of a day before and after they are made, and two columns for a person to mark."""
