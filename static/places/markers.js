/** The markers of the map page: only what is in sight stands in the document. */
import { gather } from "./clusters.js";
import { placeButton, starButton } from "./marks.js";

const { L } = window;
// How far, in pixels, a place stands at most from the star that counts it.
const REACH = 80;
const MARGIN = 0.05;
// How far a star keeps from the marker of the chosen place, in pixels.
const ASIDE = 48;
// So many places on one spot the panel shows and the address holds; more are a list.
const MOST_ON_SPOT = 200;

/**
 * `words` is a `Words`; `onChoose(ids)`, `onPoint(ids)` and `onCrowd(point)` are told what
 * a visitor does. Places that no zoom tells apart are chosen together; the last is told
 * where they are too many for that.
 */
export class Markers {
  constructor(map, sprite, words, { onChoose, onPoint, onCrowd }) {
    Object.assign(this, { map, sprite, words, onChoose, onPoint, onCrowd });
    this.points = [];
    this.listed = [];
    this.chosen = null;
    this.shown = new Map();
  }

  /** `points` as tiles or the list give them. */
  show(points) {
    this.points = points;
    this.draw();
  }

  /** The chosen place, {id, lat, lon, mix}, stands by itself at any zoom. */
  choose(place) {
    this.chosen = place;
    this.draw();
  }

  /** Lift the marker of a place, or the star that counts it. */
  light(place, on) {
    this.markerOf(place)?.layer.getElement()?.classList.toggle("lit", on);
  }

  /** Which listed places a marker stands for. */
  listedAt(marker) {
    return this.listed.filter((place) => this.markerOf(place) === marker).map(({ id }) => id);
  }

  markerOf({ id, lat, lon }) {
    if (this.shown.has(id)) return this.shown.get(id);
    const at = this.map.project([lat, lon]);
    const distance = ({ cluster }) => Math.hypot(cluster.x - at.x, cluster.y - at.y);
    const stars = [...this.shown.values()].filter(({ cluster }) => !cluster.single);
    const nearest = stars.reduce((best, one) => (!best || distance(one) < distance(best) ? one : best), null);
    return nearest && distance(nearest) < REACH ? nearest : null;
  }

  draw() {
    if (!this.map._loaded) return;
    const inSight = this.map.getBounds().pad(MARGIN);
    const position = ({ x, y }) => this.map.unproject([x, y]);
    const others = this.points.filter(({ id }) => !id || id !== this.chosen?.id);
    const clusters = gather(others, this.map).filter((cluster) => inSight.contains(position(cluster)));
    if (this.chosen) {
      const [chosen] = gather([{ ...this.chosen, count: 1 }], this.map);
      for (const cluster of clusters) stepAside(cluster, chosen);
      clusters.unshift(chosen);
    }
    const wanted = new Map(clusters.map((cluster) => [cluster.key, cluster]));
    const hadFocus = document.activeElement;
    for (const [key, { layer, isChosen }] of this.shown) {
      const stays = wanted.has(key) && isChosen === (key === this.chosen?.id);
      if (!stays) {
        layer.remove();
        this.shown.delete(key);
      }
    }
    for (const [key, cluster] of wanted) {
      if (this.shown.has(key)) this.shown.get(key).cluster = cluster;
      else this.shown.set(key, this.made(cluster, key === this.chosen?.id));
    }
    this.sort();
    this.keepFocus(hadFocus);
    this.words.name([...this.shown.values()].filter(({ cluster }) => cluster.single));
    this.map.fire("markers", { points: clusters.map(position) });
  }

  made(cluster, isChosen) {
    const { single } = cluster;
    const icon = single
      ? placeButton(this.sprite, this.words.markOf(single), isChosen)
      : starButton(this.sprite, this.words.number(cluster.count));
    const layer = L.marker(this.map.unproject([cluster.x, cluster.y]), {
      icon,
      keyboard: false,
      zIndexOffset: isChosen ? 1000 : 0,
    }).addTo(this.map);
    const marker = { cluster, layer, isChosen };
    const element = layer.getElement();
    element.setAttribute("aria-label", single ? this.words.kindOf(single) : this.words.star(cluster, this.isSpot(cluster)));
    if (isChosen) element.setAttribute("aria-current", "true");
    layer.on("click", ({ originalEvent }) => this.press(marker, originalEvent.detail === 0));
    for (const name of ["mouseenter", "focus"]) {
      element.addEventListener(name, () => this.onPoint(single ? [single.id] : this.listedAt(marker)));
    }
    for (const name of ["mouseleave", "blur"]) element.addEventListener(name, () => this.onPoint([]));
    return marker;
  }

  press({ cluster }, byKeyboard) {
    if (cluster.single) {
      this.onChoose([cluster.single.id]);
      return;
    }
    if (this.isSpot(cluster)) {
      const ids = this.inOrder(cluster.points.map(({ id }) => id));
      if (ids.length <= MOST_ON_SPOT) this.onChoose(ids);
      else this.onCrowd(cluster.points[0]);
      return;
    }
    const bounds = L.latLngBounds(cluster.points.map(({ lat, lon }) => [lat, lon]));
    const zoom = this.map.getZoom();
    this.searchFocus = byKeyboard && this.map.unproject([cluster.x, cluster.y]);
    // What the tiles count together lies within a cell: one step shows more of it.
    if (cluster.points.every(({ count }) => count === 1)) this.map.fitBounds(bounds.pad(0.3), { maxZoom: zoom + 4 });
    else this.map.setView(bounds.getCenter(), zoom + 2);
  }

  /** Whether its places are known each, and no zoom tells them apart. */
  isSpot({ points }) {
    const [{ lat, lon }] = points;
    const isDeepest = this.map.getZoom() >= this.map.getMaxZoom();
    return points.every((one) => one.id && (isDeepest || (one.lat === lat && one.lon === lon)));
  }

  /** The listed ones as they are listed, then the others. */
  inOrder(ids) {
    const rank = this.ranks();
    return ids.sort((a, b) => rank(a) - rank(b) || a - b);
  }

  /** A place's rank in the list, from its id. */
  ranks() {
    const ranks = new Map(this.listed.map(({ id }, index) => [id, index]));
    return (id) => ranks.get(id) ?? ranks.size;
  }

  /** In the list's order for whoever goes through them by keyboard; then from the north. */
  sort() {
    const rank = this.ranks();
    const sorted = [...this.shown].sort(([a, one], [b, other]) => rank(a) - rank(b) || one.cluster.y - other.cluster.y);
    this.shown = new Map(sorted);
    const pane = this.map.getPane("markerPane");
    sorted.forEach(([, { layer }], index) => {
      const element = layer.getElement();
      if (pane.children[index] !== element) pane.insertBefore(element, pane.children[index]);
    });
  }

  /** Moving a marker in the document takes the focus from it; opening a star removes it. */
  keepFocus(before) {
    if (before.isConnected && this.map.getPane("markerPane").contains(before)) {
      before.focus({ preventScroll: true });
    } else if (this.searchFocus && this.shown.size && !before.isConnected) {
      const at = this.map.project(this.searchFocus);
      const distance = ({ cluster }) => Math.hypot(cluster.x - at.x, cluster.y - at.y);
      const [nearest] = [...this.shown.values()].sort((a, b) => distance(a) - distance(b));
      nearest.layer.getElement().focus({ preventScroll: true });
    }
  }
}

/** Nothing hides under the marker of the chosen place. */
function stepAside(cluster, chosen) {
  const [x, y] = [cluster.x - chosen.x, cluster.y - chosen.y];
  const distance = Math.hypot(x, y);
  if (distance >= ASIDE) return;
  const angle = distance > 1 ? Math.atan2(y, x) : Math.PI / 4;
  cluster.x = chosen.x + ASIDE * Math.cos(angle);
  cluster.y = chosen.y + ASIDE * Math.sin(angle);
}
