"""How the tests of tiles read them."""

import gzip

import mapbox_vector_tile
import pytest
from django.db import connection


@pytest.fixture
def tile(client):
    """Fetch a tile and decode it: layer → features (`id`, `properties`, `geometry`)."""

    def fetch(zoom, x, y, query=""):
        # What a commit would do: count the cells that have changed.
        connection.check_constraints()
        answer = client.get(f"/tiles/places/{zoom}/{x}/{y}.mvt?{query}")
        assert answer.status_code == 200
        content = answer.content
        if answer.headers.get("Content-Encoding") == "gzip":
            content = gzip.decompress(content)
        layers = mapbox_vector_tile.decode(
            content, default_options={"y_coord_down": True}
        )
        return {name: layer["features"] for name, layer in layers.items()}

    return fetch


def total(layers):
    """How many places the tile shows."""
    cells = layers.get("cells", [])
    return len(layers.get("places", [])) + sum(f["properties"]["n"] for f in cells)
