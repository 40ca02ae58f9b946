"""Registration for dates: seats, the waiting list, and what people are told of them."""
