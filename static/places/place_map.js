/** The map page: list and map hold the same places, and tell each other of the chosen one. */
import * as address from "./address.js";
import { boundsOf, wireZoom } from "./base_map.js";
import { area, shared } from "./bounds.js";
import { Markers } from "./markers.js";
import { locate, tellDistances } from "./near_me.js";
import { element, map, page, wide } from "./page_map.js";
import * as list from "./place_list.js";
import { PointTiles } from "./point_tiles.js";
import * as preview from "./preview.js";
import { Words } from "./words.js";

const { L } = window;
const CLOSE = 14;
// How wide a spot is on which more places stand than the panel shows, in metres.
const SPOT = 100;
// The list is another's when it is of less than so much of the view, or of far more.
const KNOWN = 0.7;
const CLOSER = 0.2;
// Without signal there is one list, of all that is on the phone.
const isKept = "kept" in page.dataset;

const searchHere = document.getElementById("search-here");
const status = page.querySelector("[role=status]");
const words = new Words(JSON.parse(document.getElementById("map-words").textContent));
const markers = new Markers(map, element.dataset.marks, words, {
  onChoose: (ids) => choose(ids),
  onPoint: list.light,
  onCrowd: ({ lat, lon }) => search(L.latLng(lat, lon).toBounds(SPOT)),
});
let tiles = null;
let drawn = 0;
let listed = null;
let opener = null;
let here = null;

/** Draw what is in view: from tiles, or where no tile knows the question from the list. */
async function draw() {
  drawn += 1;
  const mine = drawn;
  let points = list.points();
  let problem = "";
  if (tiles) {
    try {
      points = await tiles.around(map);
    } catch (error) {
      if (error.name === "AbortError") return;
      problem = element.dataset.noTiles;
    }
  }
  if (mine !== drawn) return;
  say(problem);
  markers.show(points);
}

function say(words) {
  if (status.textContent !== words) status.textContent = words;
}

/** After the list changed: its places, its tiles, its view. */
function readList() {
  const source = list.tilesOf();
  if ((tiles?.address ?? "") !== source) tiles = source ? new PointTiles(source) : null;
  words.learn(list.items().map(list.nameOf));
  here = tellDistances(words);
  markers.listed = list.points();
}

function fitList() {
  const points = list.points().map(({ lat, lon }) => [lat, lon]);
  if (here) points.push(here);
  if (points.length) map.fitBounds(L.latLngBounds(points), { maxZoom: CLOSE, animate: false, ...room() });
}

/** What lies over the map on a phone: search and chips above, the sheet below. */
function room() {
  return wide.matches
    ? { padding: [40, 40] }
    : { paddingTopLeft: [24, document.querySelector("#map-filters > *").offsetHeight + 32], paddingBottomRight: [24, 48] };
}

/** An entry of its own; Back leads to the view that is left now. */
function push(target) {
  address.rememberView(map);
  target.hash = location.hash;
  address.push(target);
}

/** What the list is of: the box that was searched, else what was in view when it came. */
function settle() {
  const box = new URLSearchParams(location.search).get("bbox");
  listed = box ? boundsOf(box.split(",").map(Number)) : map.getBounds();
  offerSearch();
}

/** "Search this area" waits until most of the view, or far more of it, is of another area. */
function offerSearch() {
  const view = map.getBounds();
  searchHere.hidden = isKept || shared(view, listed) > KNOWN * area(view) && area(view) > CLOSER * area(listed);
}

/** Another question: its list, then its places on the map. */
async function visit(url, { keepView = false } = {}) {
  const target = new URL(url, location.href);
  target.searchParams.delete("place");
  address.keepLayers(target);
  if (!await list.take(target)) return;
  push(target);
  shut();
  readList();
  if (!keepView && list.leads()) fitList();
  settle();
  draw();
}

function search(bounds) {
  const bbox = bounds.toBBoxString().split(",").map((degrees) => Number(degrees).toFixed(4)).join(",");
  visit(address.withQuery({ bbox, near: null, page: null, place: null }), { keepView: true });
}

const searchNear = (near) => visit(address.withQuery({ near, bbox: null, page: null }));

const goTo = (near) => map.setView(near.split(",").map(Number), Math.max(map.getZoom(), CLOSE));

/** Show in the panel one place, or those on one spot; `told` where the address says so. */
async function choose(ids, { told = false } = {}) {
  const cards = await preview.cardsOf(ids);
  if (!cards.length) {
    say(element.dataset.noPlace);
    return;
  }
  const isInside = document.activeElement.closest("#preview");
  if (!told) {
    if (!isInside) opener = document.activeElement;
    push(address.withQuery({ place: ids.join(",") }));
  }
  const places = cards.map(list.pointOf);
  words.learn(cards.map(list.nameOf));
  list.mark(ids);
  preview.show(cards, words.several(cards.length));
  markers.choose(places.length > 1 ? null : places[0]);
  map.panInside([places[0].lat, places[0].lon], preview.room());
  if (wide.matches) list.reveal(ids[0]);
  if (!told || isInside) preview.focus();
}

function shut() {
  list.mark([]);
  preview.hide();
  markers.choose(null);
}

function close() {
  const [before] = address.read().places;
  shut();
  push(address.withQuery({ place: null }));
  const back = opener?.isConnected ? opener : list.item(before)?.querySelector("a");
  (back ?? element).focus({ preventScroll: true });
}

/** Back and forward: the list, the view and the place that the address tells. */
async function restore() {
  // Read first: what moves the map writes its view into the address.
  const wanted = address.read();
  map.stop();
  if (wanted.view) map.setView(wanted.view.at, wanted.view.zoom, { animate: false });
  if (!list.isOf(wanted.list)) {
    if (!await list.take(location.href)) return;
    readList();
  }
  if (wanted.places.length) await choose(wanted.places, { told: true });
  else shut();
  settle();
  draw();
}

/** The view the address asks for, else the list's. */
function start() {
  const { view, places } = address.read();
  const box = new URLSearchParams(location.search).get("bbox");
  const item = places.length && list.item(places[0]);
  readList();
  if (view) map.setView(view.at, view.zoom);
  else if (item) map.setView([item.dataset.lat, item.dataset.lon], CLOSE);
  else if (box) map.fitBounds(boundsOf(box.split(",").map(Number)));
  else if (list.leads() && markers.listed.length) fitList();
  else map.fitBounds(boundsOf(element.dataset.extent.split(",").map(Number)));
  settle();
  draw();
  if (places.length) choose(places, { told: true });
}

start();
wireZoom(map, page);
map.on("moveend", () => { address.rememberView(map); offerSearch(); draw(); });
searchHere.addEventListener("click", () => search(map.getBounds()));
addEventListener("popstate", restore);
preview.onClose(close);
page.querySelector("[data-locate]").addEventListener("click", () => {
  locate().then(isKept ? goTo : searchNear, () => say(element.dataset.noPosition));
});
page.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const card = event.target.closest("#map-list [data-place]");
  const link = event.target.closest("#map-filters a, #map-list .pages a");
  const row = event.target.closest("#preview [data-choose]");
  if (!card && !link && !row) return;
  event.preventDefault();
  if (card) choose([Number(card.dataset.place)]);
  else if (row) choose([Number(row.dataset.choose)]);
  else visit(link.href, { keepView: Boolean(link.closest(".pages")) });
});
page.addEventListener("submit", (event) => {
  const form = event.target.closest("#map-filters form");
  if (!form) return;
  event.preventDefault();
  visit(`${form.action}?${new URLSearchParams(new FormData(form))}`);
});
for (const [name, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
  page.addEventListener(name, ({ target }) => {
    const card = target.closest("#map-list [data-place]");
    if (card) markers.light(list.pointOf(card), on);
  });
}
