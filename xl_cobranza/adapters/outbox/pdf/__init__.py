"""A document as PDF, typeset by typst in the look of `frame.typ`. The text goes in as data: none of it is markup there."""
