/**
 * The places as vector tiles give them: fetched once, kept while one pans about.
 *
 * A tile serves a square of 1024 pixels. Down to zoom 15 places that share one of its
 * 256 cells (64 pixels) come as their number; closer than that each comes by itself.
 */
const { L, protomapsL } = window;

const TILE = 1024;
const ZOOMS_ABOVE = 2;
const KEPT = 120;
const CATEGORY = /^c(\d+)$/;

/** Tiles one by one. The library's own source takes a server's error for an empty tile. */
class Server {
  constructor(address) {
    this.address = address;
  }

  async getZxy(z, x, y, signal) {
    const answer = await fetch(this.address.replace("{z}", z).replace("{x}", x).replace("{y}", y), { signal });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return { data: await answer.arrayBuffer() };
  }
}

export class PointTiles {
  /** `address` holds {z}, {x} and {y}; tiles of a zoom that was left are not waited for. */
  constructor(address) {
    this.address = address;
    this.source = new protomapsL.PmtilesSource(new Server(address), true);
    this.tiles = new Map();
  }

  /** The points of all tiles that the map's view touches. */
  async around(map) {
    const zoom = Math.max(0, Math.floor(map.getZoom()) - ZOOMS_ABOVE);
    const found = await Promise.all(covering(map.getBounds(), zoom).map((tile) => this.tile(tile)));
    return found.flat();
  }

  tile(tile) {
    const key = `${tile.z}/${tile.x}/${tile.y}`;
    const kept = this.tiles.get(key) ?? this.source.get(tile, TILE).then((layers) => pointsOf(layers, tile));
    // What was asked for last is forgotten last; what failed is asked for again.
    this.tiles.delete(key);
    this.tiles.set(key, kept);
    kept.catch(() => { if (this.tiles.get(key) === kept) this.tiles.delete(key); });
    if (this.tiles.size > KEPT) this.tiles.delete(this.tiles.keys().next().value);
    return kept;
  }
}

/** The tiles of one zoom that an area touches. */
export function covering(bounds, z) {
  const last = 2 ** z - 1;
  const index = (value) => Math.min(last, Math.max(0, Math.floor(value / TILE)));
  const project = (latlng) => L.CRS.EPSG3857.latLngToPoint(latlng, z + ZOOMS_ABOVE);
  const from = project(bounds.getNorthWest());
  const to = project(bounds.getSouthEast());
  const tiles = [];
  for (let y = index(from.y); y <= index(to.y); y += 1) {
    for (let x = index(from.x); x <= index(to.x); x += 1) tiles.push({ z, x, y });
  }
  return tiles;
}

function pointsOf(layers, tile) {
  const places = (layers.get("places") ?? []).map((feature) => ({
    ...positionOf(feature, tile),
    id: feature.id,
    count: 1,
    mix: [[feature.props.category, 1]],
  }));
  const cells = (layers.get("cells") ?? []).map((feature) => ({
    ...positionOf(feature, tile),
    count: feature.props.n,
    mix: mixOf(feature.props),
  }));
  return places.concat(cells);
}

function positionOf({ geom }, { z, x, y }) {
  const at = geom[0][0].add({ x: x * TILE, y: y * TILE });
  const { lat, lng } = L.CRS.EPSG3857.pointToLatLng(at, z + ZOOMS_ABOVE);
  return { lat, lon: lng };
}

/** Up to three commonest categories of a cell with their numbers. */
function mixOf(props) {
  return Object.entries(props)
    .map(([name, count]) => [Number(CATEGORY.exec(name)?.[1]), count])
    .filter(([category]) => category);
}
