"""Who owns what, and where: territories, organisations, action groups."""
