/**
 * What is near the visitor, on a tap alone. The server is told the position to about a
 * kilometre; exact distances are counted here and never leave the page.
 */
import { map } from "./page_map.js";
import { items, pointOf, reorder } from "./place_list.js";

const { L } = window;
const PATIENCE = { timeout: 15000, maximumAge: 60000 };
const DIGITS = 2;
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

/**
 * Where the visitor is, if the list is of what is near: with its exact distances, in their
 * order. Of a place whose position is kept back nobody is told more than the server tells.
 */
export function tellDistances(words) {
  if (!here || !new URLSearchParams(location.search).has("near")) return null;
  const measured = items().map((item) => {
    const { lat, lon } = pointOf(item);
    return { item, metres: map.distance(here, [lat, lon]) };
  });
  for (const { item, metres } of measured) {
    if (!("approximate" in item.dataset)) item.querySelector("[data-distance]").textContent = words.distance(metres);
  }
  reorder(measured.sort((a, b) => a.metres - b.metres).map(({ item }) => item));
  return here;
}
