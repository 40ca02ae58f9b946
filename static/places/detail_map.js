/**
 * The base map made from OpenStreetMap (docs/decisions/020), drawn over the plain one.
 * Fetched only where there is such a map. What may be drawn is in places/basemap/profile.
 */
import { latin } from "./latin.js";

const { L } = window;

const LATIN = ["en", "fr", "ro"];
const CYRILLIC = /[\u0400-\u04ff]/;
const FAMILY = '"Manrope", "Manrope stand-in", system-ui, sans-serif';
// Letters of which the font has parts: the local script, and what a language adds.
const LETTERS = { bg: "Аж", el: "Αω", ro: "Aăș", en: "A", fr: "A" };
const COLOURS = ["wood", "town", "water", "building", "road", "road-line", "path", "label", "halo", "summit", "water-label"];

/** Draw the map at `tiles`, with names in the page's language. Resolves to its bounds. */
export async function drawDetail(map, { tiles, script }) {
  const { PmtilesSource, leafletLayer } = await library(script);
  const archive = new PmtilesSource(tiles, true).p;
  const header = await archive.getHeader();
  const bounds = L.latLngBounds([header.minLat, header.minLon], [header.maxLat, header.maxLon]);
  const language = document.documentElement.lang.split("-")[0];
  const pane = map.createPane("detail");
  pane.style.zIndex = 320;
  pane.style.pointerEvents = "none";
  const layer = leafletLayer({
    url: archive,
    bounds,
    pane: "detail",
    attribution: "",
    minZoom: header.minZoom,
    maxDataZoom: header.maxZoom,
    lang: language,
    tasks: fontsFor(language),
    ...rules(colours(map.getContainer()), language),
  });
  layer.addTo(map);
  const repaint = () => {
    Object.assign(layer, rules(colours(map.getContainer()), language));
    layer.clearLayout();
    layer.rerenderTiles();
  };
  for (const change of ["(prefers-color-scheme: dark)", "print"]) {
    matchMedia(change).addEventListener("change", repaint);
  }
  return { bounds, from: header.minZoom };
}

/** The library is a classic script; the map page has it already. */
function library(address) {
  if (window.protomapsL) return window.protomapsL;
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => resolve(window.protomapsL);
    script.onerror = reject;
    document.head.append(script);
  });
}

function fontsFor(language) {
  const letters = new Set(["Аж", LETTERS[language] ?? "A"]);
  return [...letters].map((some) => document.fonts.load('600 12px "Manrope"', some));
}

/** What the tokens of css/tokens.css come to in the present scheme. */
function colours(element) {
  const probe = document.createElement("i");
  element.append(probe);
  const found = COLOURS.map((name) => {
    probe.style.color = `var(--map-${name})`;
    return [name, getComputedStyle(probe).color];
  });
  probe.remove();
  return Object.fromEntries(found);
}

const isKind = (...kinds) => (zoom, feature) => kinds.includes(feature.props.kind);

function rules(colour, language) {
  return { paintRules: paintRules(colour), labelRules: labelRules(colour, language) };
}

function paintRules(colour) {
  const { PolygonSymbolizer, LineSymbolizer, linear } = window.protomapsL;
  const area = (dataLayer, fill, more = {}) => ({ dataLayer, symbolizer: new PolygonSymbolizer({ fill, ...more }) });
  const line = (filter, color, stops, more = {}) => ({
    dataLayer: "roads",
    filter,
    symbolizer: new LineSymbolizer({ color, width: linear(stops), lineCap: "round", lineJoin: "round", ...more }),
  });
  // Wide at the edges, then narrower in the middle: roads that cross are one surface.
  const roads = [
    [isKind("minor"), [[11, 0.4], [13, 1.2], [14, 2.4], [16, 7]]],
    [isKind("middle"), [[9, 0.8], [12, 1.8], [14, 4], [16, 10]]],
    [isKind("main"), [[6, 0.8], [9, 1.6], [12, 3], [14, 5], [16, 12]]],
    [isKind("motorway"), [[5, 1], [9, 2.2], [12, 4], [14, 6], [16, 13]]],
  ];
  const edges = (stops) => stops.map(([zoom, width]) => [zoom, width + (zoom < 12 ? 0.8 : 1.4)]);
  const stream = (kind, stops) => ({
    dataLayer: "streams",
    filter: isKind(...kind),
    symbolizer: new LineSymbolizer({ color: colour.water, width: linear(stops), lineCap: "round", lineJoin: "round" }),
  });
  return [
    area("woods", colour.wood),
    area("towns", colour.town),
    stream(["stream", "canal"], [[11, 0.4], [14, 1.1], [16, 2]]),
    stream(["river"], [[8, 0.8], [12, 1.6], [16, 4]]),
    area("water", colour.water),
    { ...area("buildings", colour.building), minzoom: 14 },
    { ...line(isKind("track"), colour.path, [[13, 0.8], [16, 1.8]], { dash: [5, 3], lineCap: "butt" }), minzoom: 13 },
    { ...line(isKind("path"), colour.path, [[13, 0.8], [16, 1.6]], { dash: [2, 2.5], lineCap: "butt" }), minzoom: 13 },
    line(isKind("rail"), colour.path, [[9, 0.5], [13, 1], [16, 1.6]]),
    ...roads.map(([filter, stops]) => line(filter, colour["road-line"], edges(stops))),
    ...roads.map(([filter, stops]) => line(filter, colour.road, stops)),
  ];
}

/** A name that is not known in the reader's language; for readers of Latin letters in these. */
function foreign({ name, "name:en": english }, language) {
  if (!name || !LATIN.includes(language) || !CYRILLIC.test(name)) return name;
  return english ?? latin(name);
}

function labelRules(colour, language) {
  const { CenteredTextSymbolizer, CircleSymbolizer, GroupSymbolizer, LineLabelSymbolizer, OffsetTextSymbolizer } =
    window.protomapsL;
  const nameOf = ({ props }) => props[`name:${language}`] ?? foreign(props, language);
  // The library writes a property: what a name is for this reader is made into one.
  const labelProps = (zoom, feature) => {
    feature.props.written ??= nameOf(feature);
    return ["written"];
  };
  const halo = { fill: colour.label, stroke: colour.halo, width: 3 };
  const font = (size, weight = 600) => ({ fontFamily: FAMILY, fontSize: size, fontWeight: weight });
  const lines = { lineHeight: 1.2, maxLineChars: 18 };
  const name = (size, weight) => new CenteredTextSymbolizer({ labelProps, ...halo, ...lines, ...font(size, weight) });
  const places = (kinds, size, weight, more = {}) => ({
    dataLayer: "places",
    filter: isKind(...kinds),
    symbolizer: name(size, weight),
    sort: (a, b) => (b.people ?? 0) - (a.people ?? 0),
    ...more,
  });
  const summitWords = (zoom, feature) => {
    feature.props.words ??= [nameOf(feature), feature.props.metres].filter(Boolean).join(" ");
    return ["words"];
  };
  return [
    places(["city"], 15, 700),
    places(["town"], (zoom) => (zoom < 10 ? 12 : 14), 700),
    places(["village", "suburb"], (zoom) => (zoom < 13 ? 12 : 13), 600),
    places(["hamlet", "quarter"], 12, 600),
    {
      dataLayer: "peaks",
      symbolizer: new GroupSymbolizer([
        new CircleSymbolizer({ radius: 2, fill: colour.summit }),
        new OffsetTextSymbolizer({
          labelProps: summitWords,
          ...halo,
          fill: colour.summit,
          ...font(11),
          offsetX: 5,
          offsetY: 3,
          maxLineChars: 60,
        }),
      ]),
      sort: (a, b) => (b.metres ?? 0) - (a.metres ?? 0),
    },
    {
      dataLayer: "water",
      minzoom: 12,
      symbolizer: new CenteredTextSymbolizer({ labelProps, ...halo, fill: colour["water-label"], ...font(11) }),
    },
    {
      dataLayer: "streams",
      minzoom: 13,
      symbolizer: new LineLabelSymbolizer({ labelProps, ...halo, fill: colour["water-label"], ...font(11) }),
    },
    {
      dataLayer: "roads",
      minzoom: 14,
      filter: (zoom, { props }) => !["track", "path"].includes(props.kind) || zoom > 15,
      symbolizer: new LineLabelSymbolizer({ labelProps, ...halo, ...font(11) }),
    },
    places(["neighbourhood", "isolated_dwelling", "locality"], 11, 600),
  ];
}
