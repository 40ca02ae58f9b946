/** The page of one old sheet: the sheet over the map of today, with its sliders. */
import { createMap, wireZoom } from "./base_map.js";
import { lineOver, OldMap, wireSliders } from "./old_map.js";

const frame = document.querySelector("[data-old-map]");
const element = frame.querySelector("[data-map=sheet]");
const largest = Number(element.dataset.largest) + 1;
const map = createMap(element, { scrollWheelZoom: false, maxZoom: Math.max(16, largest) });
const sheet = new OldMap(map, element.dataset);
map.fitBounds(sheet.bounds, { padding: [12, 12] });
wireZoom(map, element.parentElement);
const line = lineOver(element.parentElement, frame.querySelector("[data-line]"));
wireSliders(frame, line, () => sheet);
