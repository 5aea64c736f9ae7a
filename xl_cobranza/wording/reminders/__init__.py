"""A day's letters in words: the fields and tables that a template may name, the statement of account, who gets none."""
