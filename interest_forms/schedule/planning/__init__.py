"""Planning a whole week: a quick plan, and a solver that may only improve on it."""
