/** Where the photos were taken: by name, by the photo's own position, or on the map. */
import { metresBetween } from "./advice.js";
import { Failed, ask } from "./line.js";
import { lengthText } from "./share_texts.js";

const LETTERS = 3;
const TYPING_MS = 350;
// A thousandth of a degree is about 100 m: enough to find what is near, and no more.
const DIGITS = 3;

/** @returns {Promise<{places: object[], settlements: object[]}>} */
async function find(form, query) {
  return JSON.parse((await ask(`${form.dataset.search}?${new URLSearchParams(query)}`)).text);
}

/** Do this; where there is no signal say that the name, written down, is enough. */
const orSay = (form, words, act) => async (event) => {
  try {
    await act(event);
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    form.querySelector("[data-found]").textContent = words.offline;
  }
};

/** The places near a position with their distance, which is measured on this device. */
async function askNear(form, position) {
  const rough = { lon: position.lon.toFixed(DIGITS), lat: position.lat.toFixed(DIGITS) };
  const { places } = await find(form, rough);
  for (const place of places) place.metres = metresBetween(position, place);
  return places.sort((one, other) => one.metres - other.metres);
}

/** A radio card for one place or village. */
export function card({ id, name, where, metres, lon, lat, country, protected: isProtected }) {
  const label = document.createElement("label");
  label.className = "choice";
  const input = document.createElement("input");
  input.type = "radio";
  input.name = "place";
  input.value = id;
  input.toggleAttribute("data-protected", Boolean(isProtected));
  if (lon !== undefined) Object.assign(input.dataset, { lon, lat });
  if (country) input.dataset.country = country;
  const text = document.createElement("span");
  text.textContent = name;
  const small = document.createElement("small");
  small.textContent = [metres !== undefined && lengthText(metres), where].filter(Boolean).join(" · ");
  label.append(input, text, small);
  return label;
}

/** Offer these in the place of those offered before; what is chosen stays. */
function offer(form, offered, nothing) {
  const list = form.querySelector("[data-places]");
  const chosen = list.querySelector("input:checked")?.closest(".choice");
  const unknown = list.querySelector('input[value=""]').closest(".choice");
  const isChosen = chosen && chosen !== unknown;
  const id = isChosen && chosen.querySelector("input").value;
  const rest = offered.filter((one) => String(one.id) !== id).map(card);
  list.replaceChildren(...(isChosen ? [chosen] : []), ...rest, unknown);
  form.querySelector("[data-found]").textContent = offered.length ? "" : nothing;
}

function choose(form, id) {
  const input = form.querySelector(`[data-places] input[value="${CSS.escape(id)}"]`);
  input.checked = true;
  input.dispatchEvent(new Event("change", { bubbles: true }));
  input.focus();
}

function setPoint(form, { lon, lat }) {
  form.elements.lon.value = lon.toFixed(6);
  form.elements.lat.value = lat.toFixed(6);
}

/** The first position any of the photos holds; read here, on the reader's own device. */
async function positionIn(files, form) {
  const { gps } = await import(form.dataset.exifr);
  for (const file of files) {
    const found = await gps(file).catch(() => undefined);
    if (found?.latitude && found?.longitude) return { lon: found.longitude, lat: found.latitude };
  }
  return undefined;
}

/** "350 m from the chapel: is it this place?" */
function suggest(form, words, places) {
  const box = form.querySelector("[data-suggestion]");
  const [nearest] = places;
  box.hidden = !nearest;
  if (!nearest) return offer(form, [], words.nothing);
  box.querySelector("[data-far]").textContent = words.near.replace("%s", lengthText(nearest.metres));
  box.querySelector("[data-name]").textContent = nearest.name;
  const answer = (isIt) => {
    box.hidden = true;
    offer(form, isIt ? [nearest] : places.slice(1), words.nothing);
    if (isIt) choose(form, nearest.id);
    else form.elements.place_text.focus();
  };
  box.querySelector("[data-yes]").onclick = () => answer(true);
  box.querySelector("[data-no]").onclick = () => answer(false);
  return box.querySelector("[data-yes]").focus();
}

/** Offer to use the photo's position; nothing of it leaves the phone before the tap. */
function setUpPosition(form, words) {
  const button = form.querySelector("[data-from-photo]");
  let position;
  form.addEventListener("photos", async ({ detail }) => {
    position = detail.length ? await positionIn(detail, form) : undefined;
    button.hidden = !position;
  });
  const near = async () => {
    setPoint(form, position);
    suggest(form, words, await askNear(form, position));
  };
  button.addEventListener("click", orSay(form, words, near));
}

/** Leaflet, fetched when a map is asked for: most senders never need it. */
function loadLeaflet(box) {
  for (const href of box.dataset.sheets.split(" ")) {
    const sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = href;
    document.head.append(sheet);
  }
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = box.dataset.leaflet;
    script.addEventListener("load", resolve);
    script.addEventListener("error", () => reject(new Failed(0)));
    document.head.append(script);
  });
}

/** A map to put a pin on. */
function setUpMap(form, words) {
  const button = form.querySelector("[data-on-map]");
  const box = form.querySelector("#pick-map");
  button.hidden = false;
  const pinned = async (position) => {
    setPoint(form, position);
    offer(form, await askNear(form, position), words.pinned);
  };
  const turn = (isOpen) => {
    box.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
  };
  const draw = async () => {
    if (!window.L) await loadLeaflet(box);
    turn(box.hidden);
    if (box.hidden || box.dataset.drawn) return;
    box.dataset.drawn = "yes";
    const { drawPicker } = await import("./share_map.js");
    drawPicker(box, orSay(form, words, pinned));
  };
  button.addEventListener("click", orSay(form, words, draw));
}

/** Search by name: while she types, and at once by the button or by Enter. */
function setUpSearch(form, words) {
  const text = form.elements.place_text;
  let [timer, asked] = [0, 0];
  const search = orSay(form, words, async () => {
    clearTimeout(timer);
    const mine = ++asked;
    const { places, settlements } = await find(form, { q: text.value });
    // Another letter may have been typed meanwhile.
    if (mine !== asked) return;
    const villages = settlements.map((one) => ({ ...one, id: `s${one.id}`, where: words.village }));
    offer(form, [...villages, ...places], words.none);
  });
  text.addEventListener("input", () => {
    clearTimeout(timer);
    if (text.value.trim().length >= LETTERS) timer = setTimeout(search, TYPING_MS);
  });
  const atOnce = (event) => {
    event.preventDefault();
    if (text.value.trim()) search();
    else text.focus();
  };
  form.querySelector("[data-find]").addEventListener("click", atOnce);
  text.addEventListener("keydown", (event) => event.key === "Enter" && atOnce(event));
}

/** Whoever has chosen a village is offered the places of it. */
function setUpVillages(form, words) {
  const ofVillage = async ({ target }) => {
    if (!target.value.startsWith("s")) return;
    const { places } = await find(form, { territory: target.value.slice(1) });
    if (target.checked) offer(form, places, words.nothing);
  };
  form.querySelector("[data-places]").addEventListener("change", orSay(form, words, ofVillage));
}

export function setUpPlaces(form, words) {
  setUpSearch(form, words);
  setUpVillages(form, words);
  setUpPosition(form, words);
  setUpMap(form, words);
}
