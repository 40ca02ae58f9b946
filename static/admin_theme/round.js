/** The round of a crew's day on the map beside its list: numbers in order, and a line. */
import { createMap } from "../places/base_map.js";

const { L } = window;

/** Stops in one village stand on one spot: each a little beside the one before it. */
const BESIDE = 0.0012;

function spots(points) {
  const taken = new Map();
  return points.map((point) => {
    const key = `${point.lat},${point.lon}`;
    const before = taken.get(key) ?? 0;
    taken.set(key, before + 1);
    return [point.lat, point.lon + before * BESIDE];
  });
}

function icon(number) {
  const mark = document.createElement("b");
  mark.textContent = number || "⌂";
  return L.divIcon({ className: "map-point", html: mark, iconSize: [28, 28] });
}

for (const element of document.querySelectorAll("[data-round]")) {
  const points = JSON.parse(document.getElementById(element.dataset.round).textContent);
  if (!points.length) continue;
  element.hidden = false;
  const map = createMap(element, { zoomControl: true });
  const at = spots(points);
  map.fitBounds(L.latLngBounds(at).pad(0.2), { maxZoom: 14 });
  const way = points[0].number === 0 ? [...at, at[0]] : at;
  L.polyline(way, { className: "map-route-edge", interactive: false }).addTo(map);
  L.polyline(way, { className: "map-route", interactive: false }).addTo(map);
  points.forEach((point, index) => {
    L.marker(at[index], { icon: icon(point.number), keyboard: false, alt: point.name }).addTo(map);
  });
}
