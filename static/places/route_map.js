/** The map of one route: its line, and its stops with their numbers. */
import { createMap, wireZoom } from "./base_map.js";

const { L } = window;
const element = document.querySelector("[data-map=route]");

function stopIcon(number) {
  const html = document.createElement("b");
  html.textContent = number;
  return L.divIcon({ className: "stop-mark", html, iconSize: [30, 30] });
}

function drawLine(map, pieces) {
  for (const className of ["map-route-edge", "map-route"]) {
    L.polyline(pieces, { className, interactive: false, smoothFactor: 0.5 }).addTo(map);
  }
}

function drawStop(map, stop, number) {
  const words = `${number}. ${stop.name}`;
  L.marker([stop.lat, stop.lon], { icon: stopIcon(number), alt: words, title: words })
    .on("click", () => location.assign(stop.url))
    .on("keypress", ({ originalEvent }) => {
      if (originalEvent.key === "Enter") location.assign(stop.url);
    })
    .addTo(map)
    .getElement().setAttribute("aria-label", words);
}

function draw({ pieces, stops }) {
  const map = createMap(element, { scrollWheelZoom: false, dragging: !L.Browser.mobile });
  const points = stops.map(({ lat, lon }) => [lat, lon]);
  map.fitBounds(L.latLngBounds([...pieces.flat(), ...points]), { padding: [28, 28], maxZoom: 16 });
  drawLine(map, pieces);
  stops.forEach((stop, i) => drawStop(map, stop, i + 1));
  map.fire("markers", { points: points.map((point) => L.latLng(point)) });
  wireZoom(map, element.parentElement);
}

if (element) draw(JSON.parse(document.getElementById("route-drawing").textContent));
