"""The Excel add-in: made from the text sources in `macros/` on any system, and put where Excel loads it.

`making` needs pyopenvba (`xl-cobranza[complemento]`) and is run when a macro, a button or a worksheet function
changes; what it made lies in `built` and travels with the package. `installing` needs nothing but Python.
"""
