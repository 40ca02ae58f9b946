/** The small map of the desk: what was claimed, what the camera noted, and how far apart. */
import { createMap } from "../places/base_map.js";
import { placeIcon } from "../places/marks.js";

const { L } = window;
let drawn = null;

/** Draw the map of this part of the page, instead of the one drawn before. */
export function drawMap(root) {
  drawn?.remove();
  drawn = null;
  const element = root.querySelector("[data-review-map]");
  if (!element) return;
  const points = JSON.parse(root.querySelector("#review-points").textContent);
  element.hidden = false;
  const map = createMap(element, { zoomControl: true });
  drawn = map;
  const claimed = points.find(({ kind }) => kind === "claimed");
  map.fitBounds(L.latLngBounds(points.map(({ lat, lon }) => [lat, lon])).pad(0.5), { maxZoom: 15 });
  if (claimed) {
    L.marker([claimed.lat, claimed.lon], {
      icon: placeIcon(element.dataset.marks, element.dataset.mark, true),
      keyboard: false,
      alt: element.dataset.claimed,
    }).addTo(map).bindTooltip(element.dataset.claimed, { className: "map-tip", permanent: true, direction: "left" });
  }
  for (const one of points.filter(({ kind }) => kind === "camera")) {
    const words = one.metres === null ? element.dataset.camera
      : `${element.dataset.camera} · ${one.metres} ${element.dataset.metres}`;
    if (claimed) {
      L.polyline([[claimed.lat, claimed.lon], [one.lat, one.lon]], { className: "review-thread", interactive: false }).addTo(map);
    }
    L.circleMarker([one.lat, one.lon], { radius: 8, className: "review-camera" }).addTo(map)
      .bindTooltip(words, { className: "map-tip", permanent: true, direction: "right" });
  }
}
