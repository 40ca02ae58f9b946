/** Markers: a mark with shape, colour and icon; close ones become a star with a number. */
const { L } = window;

const SIZE = 34;
const CHOSEN_SIZE = 48;
const STAR_SIZE = 44;
const NEAR = 36;
const NS = "http://www.w3.org/2000/svg";

function drawing(sprite, name, size) {
  const svg = document.createElementNS(NS, "svg");
  const use = document.createElementNS(NS, "use");
  use.setAttribute("href", `${sprite}#${name}`);
  svg.setAttribute("class", "mark");
  svg.setAttribute("width", size);
  svg.setAttribute("height", size);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

/** The icon of one place. */
export function placeIcon(sprite, name, chosen = false) {
  const size = chosen ? CHOSEN_SIZE : SIZE;
  return L.divIcon({
    className: chosen ? "marker chosen" : "marker",
    html: drawing(sprite, name, size),
    iconSize: [size, size],
  });
}

function starIcon(sprite, count) {
  const html = document.createElement("div");
  const number = document.createElement("b");
  number.textContent = count;
  html.append(drawing(sprite, "cluster", STAR_SIZE), number);
  return L.divIcon({ className: "marker star", html, iconSize: [STAR_SIZE, STAR_SIZE] });
}

/** All markers of a map. It tells `onChoose(id)` and `onPoint(id or null)`. */
export class Markers {
  constructor(map, sprite, { onChoose, onPoint, groupLabel }) {
    Object.assign(this, { map, sprite, onChoose, onPoint, groupLabel });
    this.places = [];
    this.chosen = null;
    this.shown = new Map();
    this.layer = L.layerGroup().addTo(map);
    map.on("zoomend", () => this.draw());
  }

  set(places) {
    this.places = places;
    this.draw();
  }

  choose(id) {
    this.chosen = id;
    this.draw();
  }

  /** Lift the marker of a place, or the star it hides in. */
  light(id, on) {
    this.shown.get(id)?.getElement()?.classList.toggle("lit", on);
  }

  get bounds() {
    return L.latLngBounds(this.places.map(({ lat, lon }) => [lat, lon]));
  }

  draw() {
    if (!this.map._loaded) return;
    this.layer.clearLayers();
    this.shown.clear();
    for (const cluster of this.clusters()) {
      const layer = cluster.length === 1 ? this.single(cluster[0]) : this.star(cluster);
      layer.addTo(this.layer);
      for (const { id } of cluster) this.shown.set(id, layer);
    }
    this.map.fire("markers", { points: this.layer.getLayers().map((layer) => layer.getLatLng()) });
  }

  /** Places whose markers would cover each other; the chosen one stands alone. */
  clusters() {
    const made = [];
    const closest = this.map.getZoom() >= this.map.getMaxZoom();
    for (const place of this.places) {
      const at = this.map.latLngToLayerPoint([place.lat, place.lon]);
      const home = place.id !== this.chosen && !closest
        && made.find((one) => one.open && one.at.distanceTo(at) < NEAR);
      if (home) home.places.push(place);
      else made.push({ at, places: [place], open: place.id !== this.chosen });
    }
    return made.map(({ places }) => places);
  }

  single(place) {
    const chosen = place.id === this.chosen;
    const layer = L.marker([place.lat, place.lon], {
      icon: placeIcon(this.sprite, place.mark, chosen),
      zIndexOffset: chosen ? 1000 : 0,
    });
    this.label(layer, place.where ? `${place.name}, ${place.where}` : place.name);
    layer.on("click", () => this.onChoose(place.id));
    layer.on("mouseover", () => this.onPoint(place.id));
    layer.on("mouseout", () => this.onPoint(null));
    return layer;
  }

  star(cluster) {
    const bounds = L.latLngBounds(cluster.map(({ lat, lon }) => [lat, lon]));
    const layer = L.marker(bounds.getCenter(), { icon: starIcon(this.sprite, cluster.length) });
    this.label(layer, this.groupLabel.replace("0", cluster.length));
    layer.on("click", () => this.map.fitBounds(bounds.pad(0.3), { maxZoom: this.map.getZoom() + 3 }));
    return layer;
  }

  label(layer, words) {
    layer.on("add", () => layer.getElement().setAttribute("aria-label", words));
    layer.on("keypress", ({ originalEvent }) => {
      if (originalEvent.key === "Enter" || originalEvent.key === " ") layer.fire("click");
    });
  }
}
