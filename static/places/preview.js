/** The panel of the chosen place: beside the map, on a phone at the head of the sheet. */
import { map, page, wide } from "./page_map.js";
import { item } from "./place_list.js";
import { inBatches } from "./words.js";

const panel = document.getElementById("preview");
const form = document.getElementById("preview-form");
const spotForm = document.getElementById("preview-spot");

/** Their cards: the list's own, or the server's for those that are not listed. */
export async function cardsOf(ids) {
  const batches = inBatches(ids.filter((id) => !item(id)));
  const fetched = new Map((await Promise.all(batches.map(fetchCards))).flat());
  return ids.map((id) => item(id) ?? fetched.get(id)).filter(Boolean);
}

async function fetchCards(ids) {
  const answer = await fetch(`${page.dataset.cards}?ids=${ids}`).catch(() => null);
  if (!answer?.ok) return [];
  const found = new DOMParser().parseFromString(await answer.text(), "text/html");
  return [...found.querySelectorAll("[data-place]")].map((card) => [Number(card.dataset.place), card]);
}

/** One place; or of several their names, under that heading. */
export function show(cards, heading) {
  const content = cards.length > 1 ? listed(cards, heading) : filled(cards[0]);
  panel.querySelector("[data-preview]").replaceChildren(content);
  panel.hidden = false;
  page.classList.add("with-preview");
  map.invalidateSize();
  if (!wide.matches) panel.scrollIntoView({ block: "nearest" });
}

/** What of the map the chosen place keeps clear of: on a phone the sheet comes up over it. */
export function room() {
  if (wide.matches) return { padding: [40, 40] };
  const covered = map.getContainer().getBoundingClientRect().bottom - panel.getBoundingClientRect().top;
  const filters = document.querySelector("#map-filters > *").offsetHeight;
  return { paddingTopLeft: [24, filters + 60], paddingBottomRight: [24, Math.max(0, covered) + 60] };
}

/** Whoever chose reads on from the place's name. */
export function focus() {
  panel.querySelector("h2").focus({ preventScroll: true });
}

export function hide() {
  panel.hidden = true;
  page.classList.remove("with-preview");
  map.invalidateSize();
}

export function onClose(close) {
  panel.addEventListener("click", ({ target }) => { if (target.closest("[data-close]")) close(); });
  page.addEventListener("keydown", ({ key }) => { if (key === "Escape" && !panel.hidden) close(); });
}

/** The names of places that stand on one spot, each a link that chooses it. */
function listed(cards, heading) {
  const copy = spotForm.content.cloneNode(true);
  copy.querySelector("h2").textContent = heading;
  copy.querySelector("ul").append(...cards.map((card) => {
    const link = card.querySelector("h3 a").cloneNode(true);
    link.prepend(card.querySelector(".kind svg").cloneNode(true));
    link.dataset.choose = card.dataset.place;
    const row = document.createElement("li");
    row.append(link);
    return row;
  }));
  return copy;
}

/** The card's own words and picture, larger. */
function filled(card) {
  const copy = form.content.cloneNode(true);
  const link = card.querySelector("h3 a");
  copy.querySelector("[data-picture]").append(card.querySelector(".picture").cloneNode(true));
  copy.querySelector("[data-kind]").replaceWith(card.querySelector(".kind").cloneNode(true));
  copy.querySelector("h2").replaceChildren(...link.cloneNode(true).childNodes);
  copy.querySelector("[data-where]").textContent = card.querySelector(".where")?.textContent ?? "";
  const summary = card.querySelector("[data-summary]");
  if (summary) copy.querySelector("[data-summary]").append(...summary.cloneNode(true).childNodes);
  const facts = card.querySelector("[data-facts]");
  if (facts) copy.querySelector("[data-facts]").append(...facts.cloneNode(true).children);
  copy.querySelector("[data-kept-back]").hidden = !("approximate" in card.dataset);
  copy.querySelector("[data-go]").href = link.href;
  const { lat, lon } = card.dataset;
  const way = copy.querySelector("[data-way]");
  way.href = way.dataset.way.replace("LAT", lat).replace("LON", lon);
  for (const image of copy.querySelectorAll("source, img")) {
    if (image.sizes) image.sizes = "21rem";
    image.loading = "eager";
  }
  return copy;
}
