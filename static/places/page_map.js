/** The Leaflet map of the map page; every module of the page draws on this one. */
import { createMap } from "./base_map.js";

export const page = document.querySelector("[data-map-page]");
export const element = page.querySelector("[data-map=places]");
export const map = createMap(element);
export const wide = matchMedia("(width >= 62rem)");
