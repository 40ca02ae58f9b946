/** A map on which the sender puts a pin. Leaflet stands in `window.L` already. */
import { boundsOf, createMap } from "../places/base_map.js";

/** Draw the map into the element; tell each position that is tapped. */
export function drawPicker(element, tell) {
  const { L } = window;
  const map = createMap(element, { zoomControl: true });
  map.fitBounds(boundsOf(element.dataset.extent.split(",").map(Number)));
  const pin = L.circleMarker([0, 0], { className: "map-pin", radius: 10 });
  map.on("click", ({ latlng }) => {
    pin.setLatLng(latlng).addTo(map);
    tell({ lon: latlng.lng, lat: latlng.lat });
  });
}
