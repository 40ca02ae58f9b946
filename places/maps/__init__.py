"""Old maps: scanned sheets, placed by points, cut into tiles."""
