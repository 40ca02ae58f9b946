/** The round of a crew's day on the map beside its list: numbers in order, and a line. */
import { createMap } from "../places/base_map.js";

const { L } = window;

const SIZE = 28;

/** How many stops stand on the same spot before each: objects of one village. */
function placesInLine(points) {
  const taken = new Map();
  return points.map((point) => {
    const key = `${point.lat},${point.lon}`;
    taken.set(key, (taken.get(key) ?? -1) + 1);
    return taken.get(key);
  });
}

function icon(number, inLine) {
  const mark = document.createElement("b");
  mark.textContent = number || "⌂";
  return L.divIcon({
    className: "map-point",
    html: mark,
    iconSize: [SIZE, SIZE],
    iconAnchor: [SIZE / 2 - inLine * SIZE, SIZE / 2],
  });
}

for (const element of document.querySelectorAll("[data-round]")) {
  const points = JSON.parse(document.getElementById(element.dataset.round).textContent);
  if (!points.length) continue;
  element.hidden = false;
  const map = createMap(element, { zoomControl: true });
  const at = points.map(({ lat, lon }) => [lat, lon]);
  const inLine = placesInLine(points);
  map.fitBounds(L.latLngBounds(at).pad(0.2), { maxZoom: 14 });
  const way = points[0].number === 0 ? [...at, at[0]] : at;
  L.polyline(way, { className: "map-route-edge", interactive: false }).addTo(map);
  L.polyline(way, { className: "map-route", interactive: false }).addTo(map);
  points.forEach((point, index) => {
    const mark = icon(point.number, inLine[index]);
    L.marker(at[index], { icon: mark, keyboard: false, alt: point.name }).addTo(map);
  });
}
