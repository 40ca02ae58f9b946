/** Small maps: one place on its page, the land of the groups on the front page. */
import { boundsOf, createMap, wireZoom } from "./base_map.js";
import { placeIcon } from "./marks.js";

const { L } = window;
const PLACE_ZOOM = 12;
const VAGUE_ZOOM = 10.5;

function drawPlace(element) {
  const place = JSON.parse(document.getElementById("map-markers").textContent);
  const map = createMap(element, { scrollWheelZoom: false, dragging: !L.Browser.mobile });
  map.setView([place.lat, place.lon], place.approximate ? VAGUE_ZOOM : PLACE_ZOOM);
  if (place.approximate) {
    L.circle([place.lat, place.lon], { radius: 1000, className: "map-about", interactive: false }).addTo(map);
  }
  L.marker([place.lat, place.lon], {
    icon: placeIcon(element.dataset.marks, place.mark, true),
    interactive: false,
    keyboard: false,
  }).addTo(map);
  map.fire("markers", { points: [L.latLng(place.lat, place.lon)] });
  return map;
}

function drawGroups(element) {
  const map = createMap(element, { scrollWheelZoom: false, zoomSnap: 0.25 });
  map.fitBounds(boundsOf(element.dataset.extent.split(",").map(Number)), { padding: [8, 8] });
  if (element.dataset.only) {
    map.on("groups", ({ outlines }) => outlines.eachLayer((layer) => {
      if (layer.feature.properties.slug === element.dataset.only) {
        map.fitBounds(layer.getBounds(), { padding: [12, 12] });
      }
    }));
  }
  return map;
}

const drawings = { place: drawPlace, groups: drawGroups };

for (const element of document.querySelectorAll("[data-map]")) {
  const draw = drawings[element.dataset.map];
  if (draw) wireZoom(draw(element), element.parentElement);
}
