"""The demonstration region: real groups, real places, sample photographs."""
