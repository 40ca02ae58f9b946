/**
 * The points of an old sheet, set by clicking on the scan and on the map beside it.
 * The numbers in the table are what is sent: clicks write them, they move the markers.
 */
import { boundsOf, createMap } from "../places/base_map.js";

const { L } = window;
const REGION = [22.3, 41.2, 28.7, 44.3];
const form = document.querySelector("[data-points]");
const panes = form.querySelector("[data-panes]");
const told = panes.querySelector("[data-told]");
const rows = [...form.querySelectorAll("[data-row]")];
panes.hidden = false;

/** One of the two pictures: which columns it fills, and how a number becomes a spot on it. */
function side(map, columns, digits, toSpot, toNumbers) {
  return { map, columns, digits, toSpot, toNumbers, markers: new Map() };
}

function scanMap() {
  const element = panes.querySelector("[data-scan]");
  const { picture } = element.dataset;
  const [width, height] = [Number(element.dataset.width), Number(element.dataset.height)];
  const map = L.map(element, {
    crs: L.CRS.Simple,
    minZoom: -6,
    maxZoom: 3,
    zoomSnap: 0.25,
    attributionControl: false,
    zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
  });
  const bounds = [[-height, 0], [0, width]];
  L.imageOverlay(picture, bounds).addTo(map);
  const mask = document.getElementById("map-mask");
  if (mask) {
    const corners = JSON.parse(mask.textContent).map(([x, y]) => [-y, x]);
    L.polygon(corners, { className: "map-mask", interactive: false }).addTo(map);
  }
  map.fitBounds(bounds);
  return side(map, ["x", "y"], 1, ([x, y]) => [-y, x], ({ lat, lng }) => [
    Math.min(width, Math.max(0, lng)),
    Math.min(height, Math.max(0, -lat)),
  ]);
}

function groundMap() {
  const map = createMap(panes.querySelector("[data-ground]"), { zoomControl: true, maxZoom: 20 });
  map.fitBounds(boundsOf(REGION));
  return side(map, ["lon", "lat"], 6, ([lon, lat]) => [lat, lon], ({ lng, lat }) => [lng, lat]);
}

const sides = [scanMap(), groundMap()];
const [, ground] = sides;

function inputs(row, columns) {
  return columns.map((column) => row.querySelector(`input[name$="-${column}"]`));
}

/** The two numbers of the row on this side, or nothing while they are not both there. */
function numbers(row, columns) {
  const fields = inputs(row, columns);
  return fields.every((field) => field.value !== "") ? fields.map((field) => Number(field.value)) : null;
}

function write(row, one, latlng) {
  const values = one.toNumbers(latlng);
  inputs(row, one.columns).forEach((field, index) => {
    field.value = values[index].toFixed(one.digits);
  });
}

function icon(number) {
  const mark = document.createElement("b");
  mark.textContent = number;
  return L.divIcon({ className: "map-point", html: mark, iconSize: [28, 28] });
}

/** Put the row's marker on this side where its numbers say. */
function draw(row, one) {
  const spot = numbers(row, one.columns);
  let marker = one.markers.get(row);
  if (!spot) {
    marker?.remove();
    one.markers.delete(row);
    return;
  }
  if (!marker) {
    marker = L.marker(one.toSpot(spot), { icon: icon(rows.indexOf(row) + 1), draggable: true, keyboard: false });
    marker.addTo(one.map);
    marker.on("dragend", () => write(row, one, marker.getLatLng()));
    marker.on("click", () => inputs(row, one.columns)[0].focus());
    one.markers.set(row, marker);
  }
  marker.setLatLng(one.toSpot(spot));
}

function light(row) {
  for (const one of sides) {
    for (const [each, marker] of one.markers) marker.getElement()?.classList.toggle("lit", each === row);
  }
}

/** The first row with a gap on this side; one that is half filled comes first. */
function rowToFill(one) {
  const open = rows.filter((row) => !numbers(row, one.columns));
  const other = sides.find((each) => each !== one);
  return open.find((row) => numbers(row, other.columns)) ?? open[0];
}

function tell(row) {
  const half = sides.find((one) => row && !numbers(row, one.columns));
  const word = half ? (half === ground ? "ground" : "scan") : "next";
  told.textContent = panes.dataset[`tell${word[0].toUpperCase()}${word.slice(1)}`];
}

for (const one of sides) {
  one.map.on("click", ({ latlng }) => {
    const row = rowToFill(one);
    if (!row) {
      told.textContent = panes.dataset.tellFull;
      return;
    }
    write(row, one, latlng);
    draw(row, one);
    light(row);
    tell(row);
  });
  for (const row of rows) draw(row, one);
}
for (const row of rows) {
  row.addEventListener("focusin", () => light(row));
  row.addEventListener("input", () => sides.forEach((one) => draw(row, one)));
}
const known = [...ground.markers.values()].map((marker) => marker.getLatLng());
if (known.length) ground.map.fitBounds(L.latLngBounds(known).pad(0.3), { maxZoom: 16 });
