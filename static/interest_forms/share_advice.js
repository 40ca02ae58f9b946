/**
 * Advice under the chosen photos, and smaller copies of large ones. The form works without;
 * it tells of its photos by the event `photos` and takes a copy by the event `exchange`.
 */
import { digestOf, farFrom, lookAt, remarksOn } from "./advice.js";
import { digestsSent } from "./share_store.js";
import { lengthText, sizeText } from "./share_texts.js";
import { shrink } from "./shrink.js";

const words = document.querySelector("[data-advice-words]").dataset;
/** Where the browser keeps nothing, nothing is remembered. */
const sentBefore = digestsSent().catch(() => new Set());
/** @type {WeakMap<File, Promise<object>>} What is known of each file, found out once. */
const known = new WeakMap();
let [form, files, queue] = [undefined, [], Promise.resolve()];

/** One after the other: a cheap phone holds one large picture, not ten. */
function factsOf(file) {
  if (!known.has(file)) {
    queue = queue.then(() => findOut(file)).catch(() => ({}));
    known.set(file, queue);
  }
  return known.get(file);
}

async function findOut(file) {
  const { parse } = await import(form.dataset.exifr);
  const exif = (await parse(file).catch(() => undefined)) ?? {};
  const { latitude: lat, longitude: lon } = exif;
  const position = lat && lon ? { lon, lat } : undefined;
  const look = await lookAt(file, exif);
  return {
    position,
    taken: exif.DateTimeOriginal,
    remarks: look ? remarksOn(look) : [],
    digest: await digestOf(file),
    copy: await shrink(file),
  };
}

function chosenPlace() {
  const { lon, lat } = form.querySelector("[data-places] input:checked")?.dataset ?? {};
  return lon === undefined ? undefined : { lon: Number(lon), lat: Number(lat) };
}

/** What to say of one photo, in words. */
function linesOn({ position, remarks = [], digest }, sent) {
  const far = farFrom(position, chosenPlace());
  return [
    ...remarks.map((kind) => words[kind]),
    ...(sent.has(digest) ? [words.sent] : []),
    ...(far ? [words.far.replace("%s", lengthText(far))] : []),
  ];
}

function element(tag, className, text = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

/** Day and position as the form says them of a copy, which itself says nothing. */
function note(digest, { taken, position }) {
  const pad = (number) => String(number).padStart(2, "0");
  const day = taken && [taken.getFullYear(), pad(taken.getMonth() + 1), pad(taken.getDate())].join("-");
  const time = taken && [taken.getHours(), taken.getMinutes(), taken.getSeconds()].map(pad).join(":");
  const place = position ? [position.lon.toFixed(6), position.lat.toFixed(6)] : ["-", "-"];
  form.elements.noted.value += `${[digest, taken ? `${day}T${time}` : "-", ...place].join(" ")}\n`;
  form.elements.noted.dispatchEvent(new Event("change", { bubbles: true }));
}

/** The button that sends a smaller copy, and whether the camera's notes go along. */
function offerCopy(file, facts) {
  const { copy, taken, position, digest } = facts;
  const box = element("div", "stack");
  const button = element("button", "button", `${words.smaller}: ${sizeText(file.size)} → ${sizeText(copy.size)}`);
  button.type = "button";
  const keep = document.createElement("input");
  keep.type = "checkbox";
  if (taken || position) {
    const label = element("label", "choice");
    label.append(keep, element("span", "", words.keep));
    box.append(label);
  }
  button.addEventListener("click", async () => {
    if (keep.checked) note(await digestOf(copy), facts);
    known.set(copy, Promise.resolve({ ...facts, copy: undefined }));
    form.dispatchEvent(new CustomEvent("exchange", { detail: { file, copy, digest } }));
  });
  box.append(button);
  return box;
}

async function show() {
  const shown = files;
  const items = [];
  for (const file of shown) {
    const facts = await factsOf(file);
    // Others were chosen, or the form was answered, meanwhile.
    if (shown !== files) return;
    const lines = linesOn(facts, await sentBefore);
    if (!lines.length && !facts.copy) continue;
    const item = element("li", "stack");
    item.append(element("b", "", file.name), ...lines.map((line) => element("p", "", line)));
    if (facts.copy) item.append(offerCopy(file, facts));
    items.push(item);
  }
  const list = form.querySelector("[data-advice] ul");
  list.replaceChildren(...items);
  list.parentElement.hidden = !items.length;
}

// The form is another element after the server has sent it back: listen above it.
document.addEventListener(
  "photos",
  ({ target, detail }) => {
    [form, files] = [target, detail];
    show();
  },
  true,
);
document.addEventListener("change", ({ target }) => target.name === "place" && form && show());
