/** Where the photos were taken: by name, by the photo's own position, or on the map. */

const CLOSE_ENOUGH = 5;

async function ask(form, query) {
  const response = await fetch(`${form.dataset.search}?${new URLSearchParams(query)}`);
  if (!response.ok) throw new Error(`The search answered ${response.status}.`);
  return (await response.json()).places;
}

/** A radio card for one place; its distance when it was found by position. */
function card(place, words) {
  const label = document.createElement("label");
  label.className = "choice";
  const input = document.createElement("input");
  input.type = "radio";
  input.name = "place";
  input.value = place.id;
  input.toggleAttribute("data-protected", place.protected);
  const name = document.createElement("span");
  name.textContent = place.name;
  const where = document.createElement("small");
  const near = place.metres === undefined ? "" : `${words.near.replace("%s", place.metres)} `;
  where.textContent = near ? `${near}· ${place.where}` : place.where;
  label.append(input, name, where);
  return label;
}

/** Offer these places in the place of those offered before. */
function offer(form, words, places, nothing, andFocus = true) {
  const list = form.querySelector("[data-places]");
  const help = document.createElement("p");
  help.className = "help";
  help.setAttribute("role", "status");
  help.textContent = nothing;
  list.replaceChildren(...(places.length ? places.map((place) => card(place, words)) : [help]));
  if (andFocus) list.querySelector("input")?.focus();
}

function setPoint(form, lon, lat) {
  form.elements.lon.value = lon.toFixed(6);
  form.elements.lat.value = lat.toFixed(6);
}

/** The first position any of the photos holds; read here, on the reader's own device. */
async function positionIn(files, form) {
  const { gps } = await import(form.dataset.exifr);
  for (const file of files) {
    const found = await gps(file).catch(() => undefined);
    if (found?.latitude && found?.longitude) return found;
  }
  return undefined;
}

/** Offer to use the photo's position; nothing of it leaves the phone before the tap. */
function setUpPosition(form, words) {
  const button = form.querySelector("[data-from-photo]");
  let position;
  form.addEventListener("photos", async ({ detail }) => {
    position = await positionIn(detail, form);
    button.hidden = !position;
  });
  button.addEventListener("click", async () => {
    const { longitude: lon, latitude: lat } = position;
    setPoint(form, lon, lat);
    const places = await ask(form, { lon, lat });
    offer(form, words, places.slice(0, CLOSE_ENOUGH), words.nothing);
  });
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
    script.addEventListener("error", reject);
    document.head.append(script);
  });
}

/** A map to put a pin on. */
function setUpMap(form, words) {
  const button = form.querySelector("[data-on-map]");
  const box = form.querySelector("#pick-map");
  button.hidden = false;
  button.addEventListener("click", async () => {
    box.hidden = !box.hidden;
    button.setAttribute("aria-expanded", String(!box.hidden));
    if (box.hidden || box.dataset.drawn) return;
    box.dataset.drawn = "yes";
    await loadLeaflet(box);
    const { drawPicker } = await import("./share_map.js");
    drawPicker(box, async (lon, lat) => {
      setPoint(form, lon, lat);
      const places = await ask(form, { lon, lat });
      offer(form, words, places, words.pinned, false);
    });
  });
}

export function setUpPlaces(form, words) {
  const text = form.elements.place_text;
  const find = form.querySelector("[data-find]");
  async function search() {
    if (!text.value.trim()) return text.focus();
    offer(form, words, await ask(form, { q: text.value }), words.none);
  }
  find.addEventListener("click", (event) => {
    event.preventDefault();
    search();
  });
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    search();
  });
  setUpPosition(form, words);
  setUpMap(form, words);
}
