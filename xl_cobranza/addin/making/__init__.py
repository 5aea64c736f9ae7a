"""Text in, add-in out: `build` is the whole way on one screen."""
