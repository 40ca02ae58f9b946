"""What residents send in."""
