/**
 * The quiet base of every map: land, water, towns, the land of the groups.
 * It is drawn from our own files; colours are in css/map.css, so that dark is dark.
 * Leaflet is loaded before this module and stands in `window.L`.
 */
const { L } = window;

const VILLAGES_FROM = 10;
const LANDS_FROM = 9;
// Some 2 km²: no settlement's land is as small.
const SLIVER = 2e-4;
const kept = new Map();

/** Fetch a JSON file once for all maps of the page. */
export function load(url) {
  if (!kept.has(url)) {
    const nothing = () => ({ type: "FeatureCollection", features: [] });
    // Without signal a neighbour's land may be missing: the rest is drawn.
    kept.set(url, fetch(url).then((answer) => (answer.ok ? answer.json() : nothing()), nothing));
  }
  return kept.get(url);
}

/** A Leaflet map on our base. `data` is the element's dataset. */
export function createMap(element, options = {}) {
  const { data = element.dataset, zoomControl = false, ...rest } = options;
  const map = L.map(element, {
    zoomControl: false,
    minZoom: 5,
    maxZoom: 16,
    zoomSnap: 0.5,
    fadeAnimation: false,
    zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    ...rest,
  });
  if (zoomControl) L.control.zoom({ zoomInTitle: data.zoomIn, zoomOutTitle: data.zoomOut }).addTo(map);
  map.attributionControl.setPrefix(false).addAttribution(data.credit);
  for (const [name, level] of [["land", 200], ["water", 300], ["lines", 350], ["labels", 450]]) {
    const pane = map.createPane(name);
    pane.classList.add(`pane-${name}`);
    pane.style.zIndex = level;
    if (name === "labels") pane.style.pointerEvents = "none";
  }
  drawBase(map, data);
  const fit = () => map.invalidateSize({ animate: false });
  new ResizeObserver(fit).observe(element);
  matchMedia("print").addEventListener("change", fit);
  return map;
}

function shapes(map, url, pane, className, more = {}) {
  return load(url).then((found) => L.geoJSON(withoutSlivers(found), {
    pane,
    interactive: false,
    style: { className, smoothFactor: 0.7 },
    ...more,
  }).addTo(map));
}

/** Neighbouring lands do not meet exactly; their union is full of tiny holes. */
function withoutSlivers(collection) {
  for (const { geometry } of collection.features) {
    if (geometry?.type !== "MultiPolygon" && geometry?.type !== "Polygon") continue;
    const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    for (const rings of polygons) {
      for (let i = rings.length - 1; i > 0; i -= 1) if (areaOf(rings[i]) < SLIVER) rings.splice(i, 1);
    }
  }
  return collection;
}

/** In square degrees, by the shoelace formula. */
function areaOf(ring) {
  let twice = 0;
  for (let i = 1; i < ring.length; i += 1) {
    twice += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
  }
  return Math.abs(twice) / 2;
}

async function drawBase(map, data) {
  const labels = new Labels(map);
  drawShown(map, labels);
  shapes(map, data.sea, "land", "map-sea");
  shapes(map, data.frontiers, "land", "map-frontier");
  shapes(map, data.borders, "land", "map-land");
  shapes(map, data.rivers, "water", "map-river");
  shapes(map, data.lakes, "water", "map-lake");
  load(data.towns).then((found) => labels.add(found.features.map(townLabel)));
  if (data.lands) drawGroups(map, data, labels);
}

/** What lies over the plain base: our map of OpenStreetMap, or another server's tiles. */
async function drawShown(map, labels) {
  const { tiles, script, raster, credit } = await load("/basemap/shown.json");
  if (raster) drawRaster(map, labels, { raster, credit });
  if (!tiles) return;
  try {
    const { drawDetail } = await import("./detail_map.js");
    labels.leaveTo(await drawDetail(map, { tiles, script }));
  } catch (problem) {
    // Without a connection, say: the plain base is a whole map.
    console.warn(problem);
  }
}

/** Picture tiles lie over all of the plain base but its outlines; names are on them. */
function drawRaster(map, labels, { raster, credit }) {
  const pane = map.createPane("raster");
  pane.classList.add("pane-raster");
  pane.style.zIndex = 340;
  // Whose tiles they are may depend on which portal asks, never on which page of it.
  const options = { pane: "raster", attribution: credit, maxNativeZoom: 18, referrerPolicy: "strict-origin" };
  L.tileLayer(raster, options).addTo(map)
    .once("tileload", () => labels.leaveTo({ from: -1, bounds: L.latLngBounds([-90, -180], [90, 180]) }));
}

function townLabel({ properties, geometry }) {
  const [lon, lat] = geometry.coordinates;
  return { name: properties.name, zoom: properties.zoom, lat, lon, strong: properties.zoom < 8 };
}

/** Dotted outlines of all groups; their settlements as soon as one looks closely. */
async function drawGroups(map, data, labels) {
  const outlines = await shapes(map, data.lands, "lines", "map-group", {
    interactive: data.map === "groups",
    onEachFeature: data.map === "groups" ? nameGroup(data) : undefined,
  });
  const drawn = new Set();
  const look = () => {
    if (map.getZoom() < LANDS_FROM) return;
    outlines.eachLayer((layer) => {
      const { slug } = layer.feature.properties;
      if (drawn.has(slug) || !map.getBounds().intersects(layer.getBounds())) return;
      drawn.add(slug);
      drawSettlements(map, data.group.replace("SLUG", slug), labels);
    });
  };
  map.on("moveend", look);
  look();
  map.fire("groups", { outlines });
}

function nameGroup(data) {
  return ({ properties }, layer) => {
    layer.bindTooltip(properties.name, { className: "map-tip", sticky: true });
    layer.on("click", () => location.assign(data.page.replace("SLUG", properties.slug)));
  };
}

async function drawSettlements(map, url, labels) {
  const found = await load(url);
  const lands = { type: "FeatureCollection", features: found.features.filter((f) => f.geometry?.type) };
  let turn = 0;
  L.geoJSON(lands, {
    pane: "land",
    interactive: false,
    style: () => ({ className: `map-settlement tint-${(turn++ % 4) + 1}`, smoothFactor: 0.7 }),
  }).addTo(map);
  labels.add(found.features.filter(({ properties }) => properties.lat).map(({ properties }) => ({
    name: properties.name,
    lat: properties.lat,
    lon: properties.lon,
    strong: properties.kind === "town",
    zoom: properties.kind === "town" ? LANDS_FROM : VILLAGES_FROM,
  })));
}

/** Names of towns and villages: the important first, none over another. */
class Labels {
  constructor(map) {
    this.map = map;
    this.names = [];
    this.points = [];
    this.others = null;
    this.layer = L.layerGroup().addTo(map);
    map.on("zoomend moveend markers", ({ points }) => {
      if (points) this.points = points;
      this.drawSoon();
    });
  }

  /** Once, and apart from what else a zoom asks of the browser. */
  drawSoon() {
    this.due ??= setTimeout(() => {
      this.due = null;
      this.draw();
    });
  }

  add(names) {
    const known = new Set(this.names.map((one) => `${one.name}${one.lat.toFixed(1)}`));
    this.names.push(...names.filter((one) => !known.has(`${one.name}${one.lat.toFixed(1)}`)));
    this.names.sort((a, b) => a.zoom - b.zoom);
    this.draw();
  }

  /** Within these bounds, from that zoom on, another layer writes the names. */
  leaveTo(others) {
    this.others = others;
    this.draw();
  }

  isWritten({ lat, lon }) {
    return this.others && this.map.getZoom() >= this.others.from + 1 && this.others.bounds.contains([lat, lon]);
  }

  draw() {
    if (!this.map._loaded) return;
    this.layer.clearLayers();
    const view = this.map.getBounds().pad(0.1);
    const taken = [];
    const marked = this.points.map((point) => this.map.latLngToContainerPoint(point));
    for (const one of this.names) {
      if (one.zoom > this.map.getZoom() || !view.contains([one.lat, one.lon]) || this.isWritten(one)) continue;
      const at = this.map.latLngToContainerPoint([one.lat, one.lon]);
      const half = one.name.length * (one.strong ? 4.4 : 3.8) + 4;
      const under = marked.some((point) => point.distanceTo(at) < 28);
      const box = [at.x - half, at.y - 6, at.x + half, at.y + (under ? 38 : 22)];
      if (taken.some((other) => overlap(box, other))) continue;
      taken.push(box);
      L.marker([one.lat, one.lon], { icon: nameIcon(one, under), pane: "labels", interactive: false, keyboard: false })
        .addTo(this.layer);
    }
  }
}

function overlap(a, b) {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}

function nameIcon({ name, strong }, under) {
  const words = document.createElement("span");
  words.textContent = name;
  words.setAttribute("aria-hidden", "true");
  const className = ["map-name", strong && "strong", under && "under"].filter(Boolean).join(" ");
  return L.divIcon({ className, html: words, iconSize: [0, 0] });
}

/** [west, south, east, north] as Leaflet's bounds. */
export function boundsOf([west, south, east, north]) {
  return L.latLngBounds([south, west], [north, east]);
}

/** Wire the plain buttons that stand over the map: data-zoom="1", data-zoom="-1". */
export function wireZoom(map, frame) {
  for (const button of frame.querySelectorAll("button[data-zoom]")) {
    button.addEventListener("click", () => map.setZoom(map.getZoom() + Number(button.dataset.zoom)));
  }
}
