/** The map page: list and map tell each other; the address bar knows it all. */
import { boundsOf, createMap, wireZoom } from "./base_map.js";
import { Markers } from "./markers.js";

const { L } = window;
const page = document.querySelector("[data-map-page]");
const element = page.querySelector("[data-map=places]");
const preview = document.getElementById("preview");
const searchHere = document.getElementById("search-here");
const CLOSE = 11.5;
let seen = location.search;
const wide = matchMedia("(width >= 62rem)");

const map = createMap(element);
const markers = new Markers(map, element.dataset.marks, {
  onChoose: choose,
  onPoint: lightItem,
  groupLabel: element.dataset.star,
});

function item(id) {
  return page.querySelector(`[data-place="${id}"]`);
}

function lightItem(id) {
  for (const lit of page.querySelectorAll("[data-place].lit")) lit.classList.remove("lit");
  item(id)?.classList.add("lit");
}

/** Put what is chosen and what is in view into the address bar. */
function remember() {
  const address = new URL(location.href);
  if (markers.chosen) address.searchParams.set("place", markers.chosen);
  else address.searchParams.delete("place");
  const { lat, lng } = map.getCenter();
  address.hash = `${map.getZoom()}/${lat.toFixed(4)}/${lng.toFixed(4)}`;
  history.replaceState(null, "", address);
  seen = location.search;
}

/** Show one place in the panel beside the map; on a phone at the head of the sheet. */
function choose(id) {
  const chosen = item(id);
  if (!chosen) return;
  unmark();
  chosen.setAttribute("aria-current", "true");
  markers.choose(id);
  preview.querySelector("[data-preview]").replaceChildren(previewOf(chosen));
  preview.hidden = false;
  page.classList.add("with-preview");
  map.invalidateSize();
  const place = markers.places.find((one) => one.id === id);
  if (!map.getBounds().pad(-0.1).contains([place.lat, place.lon])) map.panTo([place.lat, place.lon]);
  showItem(chosen);
  remember();
}

/** Wide: scroll the list alone. On a phone the sheet comes up over the map. */
function showItem(chosen) {
  if (!wide.matches) {
    preview.scrollIntoView({ block: "nearest" });
    return;
  }
  const list = document.getElementById("map-list");
  const above = chosen.getBoundingClientRect().top - list.getBoundingClientRect().top;
  if (above < 0 || above + chosen.offsetHeight > list.clientHeight) list.scrollTop += above - 60;
}

function unmark() {
  page.querySelector("[data-place][aria-current]")?.removeAttribute("aria-current");
}

function close() {
  const before = item(markers.chosen);
  unmark();
  preview.hidden = true;
  page.classList.remove("with-preview");
  markers.choose(null);
  map.invalidateSize();
  remember();
  before?.querySelector("a").focus();
}

/** The list's own words and picture, larger. */
function previewOf(chosen) {
  const copy = document.getElementById("preview-form").content.cloneNode(true);
  const link = chosen.querySelector("h3 a");
  copy.querySelector("[data-picture]").append(chosen.querySelector(".picture").cloneNode(true));
  copy.querySelector("[data-kind]").replaceWith(chosen.querySelector(".kind").cloneNode(true));
  copy.querySelector("h2").innerHTML = link.innerHTML;
  copy.querySelector("[data-where]").textContent = chosen.querySelector(".where")?.textContent ?? "";
  const summary = chosen.querySelector("[data-summary]");
  if (summary) copy.querySelector("[data-summary]").innerHTML = summary.innerHTML;
  const facts = chosen.querySelector("[data-facts]");
  if (facts) copy.querySelector("[data-facts]").append(...facts.cloneNode(true).children);
  copy.querySelector("[data-go]").href = link.href;
  const { lat, lon } = markers.places.find((one) => one.id === Number(chosen.dataset.place));
  const way = copy.querySelector("[data-way]");
  way.href = way.dataset.way.replace("LAT", lat).replace("LON", lon);
  for (const image of copy.querySelectorAll("source, img")) {
    if (image.sizes) image.sizes = "21rem";
    image.loading = "eager";
  }
  return copy;
}

/** Ask the server for the places of a view, and take over its list. */
async function visit(url, { push = true } = {}) {
  const answer = await fetch(url);
  if (!answer.ok) {
    location.assign(url);
    return;
  }
  const found = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const id of ["map-list", "map-filters", "map-markers"]) {
    document.getElementById(id).replaceWith(found.getElementById(id));
  }
  if (push) history.pushState(null, "", url);
  seen = location.search;
  preview.hidden = true;
  page.classList.remove("with-preview");
  markers.chosen = null;
  searchHere.hidden = true;
  readMarkers();
}

function readMarkers() {
  markers.set(JSON.parse(document.getElementById("map-markers").textContent));
}

function here() {
  const box = map.getBounds();
  const address = new URL(location.href);
  for (const name of ["page", "place"]) address.searchParams.delete(name);
  address.searchParams.set("bbox", box.toBBoxString().split(",").map((n) => Number(n).toFixed(4)).join(","));
  return address;
}

/** The view the address asks for, else what the list holds. */
function start() {
  readMarkers();
  const [zoom, lat, lng] = location.hash.slice(1).split("/").map(Number);
  const query = new URLSearchParams(location.search);
  const place = markers.places.find(({ id }) => id === Number(query.get("place")));
  if (lat && lng) map.setView([lat, lng], zoom);
  else if (place) map.setView([place.lat, place.lon], CLOSE);
  else if (query.get("bbox")) map.fitBounds(boundsOf(query.get("bbox").split(",").map(Number)));
  else if (markers.places.length) map.fitBounds(markers.bounds, { maxZoom: 13, ...room() });
  else map.fitBounds(boundsOf(element.dataset.extent.split(",").map(Number)));
  markers.draw();
  if (place) choose(place.id);
}

/** What lies over the map on a phone: search and chips above, the sheet below. */
function room() {
  return wide.matches
    ? { padding: [40, 40] }
    : { paddingTopLeft: [24, document.getElementById("map-filters").offsetHeight + 32], paddingBottomRight: [24, 48] };
}

function locate(button) {
  map.locate({ setView: true, maxZoom: 12 });
  map.once("locationfound", ({ latlng }) => {
    L.circleMarker(latlng, { radius: 8, className: "map-me", interactive: false }).addTo(map);
    searchHere.hidden = false;
  });
  map.once("locationerror", () => { button.nextElementSibling.hidden = false; });
}

start();
wireZoom(map, page);
map.on("moveend", remember);
map.on("dragend", () => { searchHere.hidden = false; });
searchHere.addEventListener("click", () => visit(here()));
addEventListener("popstate", () => { if (location.search !== seen) visit(location.href, { push: false }); });
page.querySelector("[data-locate]")?.addEventListener("click", ({ currentTarget }) => locate(currentTarget));
preview.addEventListener("click", ({ target }) => { if (target.closest("[data-close]")) close(); });
preview.addEventListener("keydown", ({ key }) => { if (key === "Escape") close(); });
page.addEventListener("click", (event) => {
  const chosen = event.target.closest("[data-place]");
  if (!chosen || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  choose(Number(chosen.dataset.place));
});
for (const [name, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
  page.addEventListener(name, ({ target }) => {
    const pointed = target.closest("[data-place]");
    if (pointed) markers.light(Number(pointed.dataset.place), on);
  });
}
