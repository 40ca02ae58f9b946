"""The base map: made from an extract of OpenStreetMap, served as one file."""
