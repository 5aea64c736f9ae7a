"""What the worksheet functions answer: arguments as Excel hands them over → a value, a text, or a block of them."""
