/** What stands in the form, taken down and put back. */
import { card } from "./share_places.js";

/** These a draft keeps in a place of their own, or not at all. */
const APART = new Set(["key", "kept", "photos"]);

/** Name and village of the place that is chosen, as the sender reads them. */
function chosenPlace(form) {
  const chosen = form.querySelector("[data-places] input[name=place]:checked")?.closest(".choice");
  if (!chosen) return null;
  const [name, where] = ["span", "small"].map((part) => chosen.querySelector(part)?.textContent);
  return { name, where };
}

/** Note in the draft what the form says. */
export function takeDown(form, draft) {
  const texts = [...new FormData(form)].filter(([name]) => !APART.has(name));
  draft.fields = texts.filter(([, value]) => typeof value === "string");
  draft.place = chosenPlace(form);
  draft.action = new URL(form.action).pathname;
}

/** A place that was found by a search is not on the page when it is opened again. */
function offerPlace(form, draft, id) {
  if (!id || form.querySelector(`input[name=place][value="${CSS.escape(id)}"]`)) return;
  const list = form.querySelector("[data-places]");
  if (draft.place && list) list.prepend(card({ id, ...draft.place }));
}

/** A form that was opened without signal does not know yet what its address asks for. */
export function takeAsked(form) {
  if (form.elements.key.value) return;
  const asked = new URLSearchParams(location.search);
  for (const name of ["group", "then"]) form.elements[name].value = asked.get(name) ?? "";
  const place = asked.get("place");
  if (!place) return;
  const list = form.querySelector("[data-places]");
  list.prepend(card({ id: place, name: list.dataset.asked }));
  list.querySelector("input").checked = true;
}

/** Fill the form with what the draft says. The address of the page may name the place. */
export function putBack(form, draft) {
  const asked = new URLSearchParams(location.search);
  const said = new Map();
  for (const [name, value] of draft.fields) said.set(name, [...(said.get(name) ?? []), value]);
  if (!asked.has("place")) offerPlace(form, draft, said.get("place")?.[0]);
  for (const control of form.elements) {
    if (!control.name || APART.has(control.name) || asked.has(control.name)) continue;
    if (control.type === "submit" || control.name === "act") continue;
    const values = said.get(control.name) ?? [];
    if (["radio", "checkbox"].includes(control.type)) control.checked = values.includes(control.value);
    else control.value = values.shift() ?? "";
    control.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
