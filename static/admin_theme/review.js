/** The moderator's page: the map of what was claimed and what the camera noted; keys. */
import { createMap } from "../places/base_map.js";
import { placeIcon } from "../places/markers.js";

const { L } = window;

function drawMap(element) {
  const points = JSON.parse(document.getElementById("review-points").textContent);
  element.hidden = false;
  const map = createMap(element, { zoomControl: true });
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

/** A approve, D decline, N ask, J and K next and previous, Z undo; never while typing. */
function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, .select2")) return;
  const wanted = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!wanted) return;
  event.preventDefault();
  wanted.click();
  wanted.parentElement.querySelector("textarea, input[type=radio]")?.focus();
}

document.querySelectorAll("[data-review-map]").forEach(drawMap);
document.addEventListener("keydown", press);
