"""What the map page lays over its places: routes as lines, products as marks."""
