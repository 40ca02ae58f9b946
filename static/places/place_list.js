/** The list beside the map: always the server's own, fetched anew for other questions. */
import { listOf } from "./address.js";
import { page } from "./page_map.js";

const PARTS = ["map-list", "map-filters"];
let shown = listOf(location.search);
let asked = 0;

const list = () => document.getElementById("map-list");

/** What the list is of, as a query. */
export const isOf = (query) => query === shown;

/** Where the tiles of the listed places are; empty when the list's own places are all. */
export const tilesOf = () => list().dataset.tiles;

/** Whether the map should go where the list's places are. */
export const leads = () => "fit" in list().dataset;

export function item(id) {
  return list().querySelector(`[data-place="${id}"]`);
}

export const items = () => [...list().querySelectorAll("[data-place]")];

/** The listed places as points for the map, in the list's order. */
export function points() {
  return items().map(pointOf);
}

/** A listed place, or a card of one that is not, as a point. */
export function pointOf(element) {
  const { place, lat, lon, category } = element.dataset;
  const [, mark] = element.querySelector(".kind use").getAttribute("href").split("#");
  return { id: Number(place), lat: Number(lat), lon: Number(lon), mark, count: 1, mix: [[Number(category), 1]] };
}

/** What it is called: nobody need ask the server. */
export function nameOf(element) {
  return {
    id: Number(element.dataset.place),
    name: element.querySelector("h3 [lang], h3 a").textContent.trim(),
    lang: element.querySelector("h3 [lang]")?.lang,
    where: element.querySelector(".where")?.textContent,
  };
}

/** Take over the server's list for that address; false when another was asked for since. */
export async function take(url) {
  asked += 1;
  const mine = asked;
  page.setAttribute("aria-busy", "true");
  const answer = await fetch(url).catch(() => null);
  if (mine !== asked) return false;
  page.removeAttribute("aria-busy");
  if (!answer?.ok) {
    location.assign(url);
    return false;
  }
  const found = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const id of PARTS) document.getElementById(id).replaceWith(found.getElementById(id));
  shown = listOf(new URL(url, location.href).search);
  return true;
}

export function light(ids) {
  for (const lit of list().querySelectorAll(".lit")) lit.classList.remove("lit");
  for (const id of ids) item(id)?.classList.add("lit");
}

export function mark(ids) {
  for (const marked of list().querySelectorAll(".map-item[aria-current]")) marked.removeAttribute("aria-current");
  for (const id of ids) item(id)?.setAttribute("aria-current", "true");
}

/** Stand in another order; `items` are all of the list's. */
export function reorder(items) {
  list().querySelector(".map-items").append(...items);
}

/** Scroll the list alone, never the page. */
export function reveal(id) {
  const chosen = item(id);
  if (!chosen) return;
  const above = chosen.getBoundingClientRect().top - list().getBoundingClientRect().top;
  if (above < 0 || above + chosen.offsetHeight > list().clientHeight) list().scrollTop += above - 60;
}
