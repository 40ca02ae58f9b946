"""What a group's visitors take along where there is no signal (docs/decisions/021)."""
