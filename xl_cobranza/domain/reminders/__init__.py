"""Who gets a letter today and who does not, what it is about, and a customer's statement of account."""
