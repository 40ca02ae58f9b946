/** Where the visitor is: asked for on a tap alone, and told to nobody. */
import { map } from "./page_map.js";

const { L } = window;
const PATIENCE = { timeout: 15000, maximumAge: 60000 };
let dot = null;

/** Ask the device and show the spot on the map; rejected where the device does not tell. */
export async function locate() {
  const { coords } = await new Promise((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(resolve, reject, PATIENCE);
  });
  const here = L.latLng(coords.latitude, coords.longitude);
  dot?.remove();
  dot = L.circleMarker(here, { radius: 8, className: "map-me", interactive: false }).addTo(map);
  return here;
}
