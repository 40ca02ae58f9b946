/** The Leaflet map of the map page; every module of the page draws on this one. */
import { createMap } from "./base_map.js";

// What is smaller on the screen, in pixels, is not seen well.
const LEAST_SIZE = 120;

export const page = document.querySelector("[data-map-page]");
export const element = page.querySelector("[data-map=places]");
export const map = createMap(element);
export const wide = matchMedia("(width >= 62rem)");

export function isLarge(bounds) {
  const corner = (at) => map.latLngToContainerPoint(at);
  return corner(bounds.getNorthWest()).distanceTo(corner(bounds.getSouthEast())) > LEAST_SIZE;
}

/** Whether the address told a view when the page was opened; once the map moved it always does. */
export const hadView = location.hash !== "";

/** Go where all of it is in view, beside what lies over the map. */
export function goTo(bounds) {
  const [above, below] = wide.matches ? [40, 40] : [190, 70];
  map.fitBounds(bounds, { paddingTopLeft: [40, above], paddingBottomRight: [40, below], maxZoom: 16 });
}
