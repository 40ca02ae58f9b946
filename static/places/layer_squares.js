/** Rows of a layer (routes, products) as small squares of the map give them, kept a while. */
import { covering } from "./point_tiles.js";

const LAST_ZOOM = 14;
const ZOOMS_ABOVE = 2;
const KEPT = 80;

export class LayerSquares {
  /** `address` holds Z, X and Y. */
  constructor(address) {
    this.address = address;
    this.kept = new Map();
  }

  /** The rows in view, each once, and whether the server holds back more of them. */
  async around(map) {
    const zoom = Math.min(LAST_ZOOM, Math.max(0, Math.floor(map.getZoom()) - ZOOMS_ABOVE));
    const squares = await Promise.all(covering(map.getBounds(), zoom).map((tile) => this.square(tile)));
    const rows = new Map();
    for (const row of squares.flatMap((square) => square.rows)) {
      const known = rows.get(row.id);
      rows.set(row.id, known ? joined(known, row) : row);
    }
    return { rows: [...rows.values()], more: squares.some(({ more }) => more) };
  }

  square({ z, x, y }) {
    const url = this.address.replace("Z", z).replace("X", x).replace("Y", y);
    const found = this.kept.get(url) ?? fetch(url).then((answer) => (answer.ok ? answer.json() : Promise.reject(answer)));
    // What was asked for last is forgotten last; what failed is asked for again.
    this.kept.delete(url);
    this.kept.set(url, found);
    found.catch(() => { if (this.kept.get(url) === found) this.kept.delete(url); });
    if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value);
    return found;
  }
}

/** The parts of one row that lie in two squares. */
function joined(one, other) {
  const both = (name) => one[name] && [...one[name], ...other[name]];
  return { ...one, pieces: both("pieces"), places: both("places") };
}
