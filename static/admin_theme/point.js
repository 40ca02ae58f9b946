/** The map over the two numbers of a position: a click sets them, they move the marker. */
import { boundsOf, createMap } from "../places/base_map.js";
import { placeIcon } from "../places/marks.js";

const { L } = window;
const REGION = [22.3, 41.2, 28.7, 44.3];

function wire(widget) {
  if (widget.dataset.wired) return;
  widget.dataset.wired = "yes";
  const [lon, lat] = widget.querySelectorAll("input");
  const element = widget.querySelector("[data-point-map]");
  element.hidden = false;
  const map = createMap(element, { zoomControl: true });
  const marker = L.marker([0, 0], { icon: placeIcon(element.dataset.marks, "viewpoint", true), keyboard: false });
  const place = (move) => {
    if (!lon.value || !lat.value) return false;
    marker.setLatLng([Number(lat.value), Number(lon.value)]).addTo(map);
    if (move) map.setView(marker.getLatLng(), Math.max(map._loaded ? map.getZoom() : 0, 12));
    return true;
  };
  if (!place(true)) map.fitBounds(boundsOf(REGION));
  map.on("click", ({ latlng }) => {
    lon.value = latlng.lng.toFixed(6);
    lat.value = latlng.lat.toFixed(6);
    place(false);
  });
  for (const input of [lon, lat]) input.addEventListener("change", () => place(true));
}

document.querySelectorAll("[data-point]").forEach(wire);
