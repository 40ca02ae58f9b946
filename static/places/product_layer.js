/** Products over the map page: a mark at each place they come from, beside the place's own. */
import { gather } from "./clusters.js";
import { placeButton } from "./marks.js";

const { L } = window;
// Right of and below its place, in pixels.
const BESIDE = { x: 20, y: 16 };

export class ProductLayer {
  /** `onPress(id)`, `onPoint(id, on)`: what a visitor does with a mark of one product. */
  constructor(map, sprite, { onPress, onPoint }) {
    Object.assign(this, { map, sprite, onPress, onPoint });
    this.shown = new Map();
  }

  show({ rows }) {
    const points = rows.flatMap(({ id, name, places }) => places.map(({ lat, lon, name: place }) => (
      { id: `${id}:${lat}:${lon}`, lat, lon, count: 1, mix: [], product: id, words: `${name.words}, ${place.words}` }
    )));
    const wanted = new Map(gather(points, this.map).map((cluster) => [cluster.points.map(({ id }) => id).join(), cluster]));
    for (const [key, layer] of this.shown) {
      if (wanted.has(key)) continue;
      layer.remove();
      this.shown.delete(key);
    }
    for (const [key, cluster] of wanted) if (!this.shown.has(key)) this.shown.set(key, this.made(cluster));
  }

  made({ points, x, y }) {
    const icon = placeButton(this.sprite, "product", false);
    const [size] = icon.options.iconSize;
    icon.options.className = "marker product";
    icon.options.iconAnchor = [size / 2 - BESIDE.x, size / 2 - BESIDE.y];
    const layer = L.marker(this.map.unproject([x, y]), { icon, keyboard: false, zIndexOffset: 500, bubblingMouseEvents: false });
    layer.addTo(this.map).on("click", () => this.press(points));
    const element = layer.getElement();
    const names = points.map((point) => point.words).join("; ");
    const words = points.length > 1 ? `${points.length}: ${names}` : names;
    element.setAttribute("aria-label", words);
    element.title = words;
    if (points.length > 1) {
      const number = document.createElement("b");
      number.textContent = points.length;
      element.append(number);
    }
    for (const [event, on] of [["mouseenter", true], ["focus", true], ["mouseleave", false], ["blur", false]]) {
      element.addEventListener(event, () => points.forEach(({ product }) => this.onPoint(product, on)));
    }
    return layer;
  }

  /** One is told of in the list; of several on their way apart the map goes nearer. */
  press(points) {
    const bounds = L.latLngBounds(points.map(({ lat, lon }) => [lat, lon]));
    const isSpot = bounds.getNorthEast().equals(bounds.getSouthWest());
    if (isSpot || this.map.getZoom() >= this.map.getMaxZoom()) this.onPress(points[0].product);
    else this.map.fitBounds(bounds.pad(0.3), { maxZoom: this.map.getZoom() + 4 });
  }

  light(id, on) {
    for (const [key, layer] of this.shown) {
      if (key.split(",").some((one) => one.startsWith(`${id}:`))) layer.getElement()?.classList.toggle("lit", on);
    }
  }

  clear() {
    this.show({ rows: [] });
  }
}
