/**
 * What is near the visitor, on a tap alone. The server is told the position to about a
 * kilometre; exact distances are counted here and never leave the page.
 */
import { map } from "./page_map.js";
import { items, pointOf } from "./place_list.js";

const { L } = window;
const PATIENCE = { timeout: 15000, maximumAge: 60000 };
const DIGITS = 2;
const KILOMETRE = 1000;
let here = null;
let dot = null;

/** Ask the device and show the spot on the map; rejected where the device does not tell. */
export async function locate() {
  const { coords } = await new Promise((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(resolve, reject, PATIENCE);
  });
  here = L.latLng(coords.latitude, coords.longitude);
  dot?.remove();
  dot = L.circleMarker(here, { radius: 8, className: "map-me", interactive: false }).addTo(map);
  return `${here.lat.toFixed(DIGITS)},${here.lng.toFixed(DIGITS)}`;
}

/** Where the visitor is, if the list is of what is near; with its exact distances. */
export function tellDistances() {
  if (!here || !new URLSearchParams(location.search).has("near")) return null;
  for (const item of items()) {
    const { lat, lon } = pointOf(item);
    item.querySelector("[data-distance]").textContent = inWords(map.distance(here, [lat, lon]));
  }
  return here;
}

function inWords(metres) {
  const isFar = metres >= KILOMETRE;
  const number = isFar ? metres / KILOMETRE : Math.round(metres / 10) * 10;
  return new Intl.NumberFormat(document.documentElement.lang, {
    style: "unit",
    unit: isFar ? "kilometer" : "meter",
    maximumFractionDigits: number < 10 ? 1 : 0,
  }).format(number);
}
