"""Reading the parts that hold cells: strings, formats, sheets; fast by scanning, by expat where that is not sure."""
