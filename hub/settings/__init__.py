"""Settings: `base` is everything; `dev`, `test` and `prod` differ in a few lines."""
