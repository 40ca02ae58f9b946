/**
 * Points whose markers would cover each other stand as one, with their number.
 *
 * The grid they are gathered in is fixed to the world, not to the view: panning changes
 * no cluster that stays in sight. All lengths are pixels of the map.
 */

const GRID = 72;
const APART = 44;
// At the deepest zoom only what stands on one spot is told by a number.
const DEEPEST_GRID = 20;

/** Clusters of `points`: {lat, lon, count, mix, id?}; `mix` counts them by category. */
export function gather(points, map) {
  const isDeepest = map.getZoom() >= map.getMaxZoom();
  const grid = isDeepest ? DEEPEST_GRID : GRID;
  const cells = new Map();
  for (const point of points) {
    const at = map.project([point.lat, point.lon]);
    const key = `${Math.floor(at.x / grid)}:${Math.floor(at.y / grid)}`;
    if (!cells.has(key)) cells.set(key, new Cluster());
    cells.get(key).add([point], at, point.count);
  }
  return joined([...cells.values()], isDeepest ? DEEPEST_GRID : APART);
}

/** Neighbours across a line of the grid may still touch: the larger takes in the smaller. */
function joined(clusters, apart) {
  clusters.sort((a, b) => b.count - a.count || a.y - b.y || a.x - b.x);
  const kept = [];
  for (const cluster of clusters) {
    const near = kept.find((one) => Math.hypot(one.x - cluster.x, one.y - cluster.y) < apart);
    if (near) near.add(cluster.points, cluster, cluster.count);
    else kept.push(cluster);
  }
  return kept;
}

class Cluster {
  constructor() {
    Object.assign(this, { points: [], count: 0, x: 0, y: 0 });
  }

  /** It stands in the middle of all its places, not of all its points. */
  add(points, { x, y }, count) {
    this.count += count;
    this.x += (x - this.x) * (count / this.count);
    this.y += (y - this.y) * (count / this.count);
    this.points.push(...points);
  }

  /** The place that stands here by itself, if one does. */
  get single() {
    return this.count === 1 && this.points[0].id ? this.points[0] : null;
  }

  /** Stays the same as long as the same places stand here. */
  get key() {
    return this.single ? this.single.id : `${Math.round(this.x)}:${Math.round(this.y)}:${this.count}`;
  }

  /** The category of at least half of the places, or null. */
  get mostly() {
    const sums = new Map();
    for (const { mix } of this.points) {
      for (const [category, count] of mix) sums.set(category, (sums.get(category) ?? 0) + count);
    }
    const [category] = [...sums].find(([, count]) => count * 2 >= this.count) ?? [null];
    return category;
  }
}
