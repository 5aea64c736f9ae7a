"""One reader per kind of sheet: columns of cells in, records and problems out."""
