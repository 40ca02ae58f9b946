/** The moderator's desk: keys, decisions without a reload, the neighbours loaded beforehand. */
import { tell } from "./desk_told.js";
import { fillIn } from "./canned.js";
import "./desk_compare.js";
import { photoToKeep, showPhoto } from "./desk_photos.js";
import { Parts } from "./desk_parts.js";
import { drawMap } from "./review_map.js";

const parts = new Parts();
let busy = false;

const desk = () => document.getElementById("desk");
const here = () => location.pathname + location.search;

/** A approve, D decline, N ask, J and K next and previous, Z undo; never while typing. */
function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.closest("input:not([type=radio]), textarea, select, .select2")) return;
  const key = CSS.escape(event.key.toLowerCase());
  const wanted = [...document.querySelectorAll(`[data-key="${key}"]`)].find((one) => one.checkVisibility());
  if (!wanted) return;
  event.preventDefault();
  wanted.click();
  wanted.parentElement.querySelector("textarea, input[type=radio]")?.focus();
}

/** Put the part in the place of the one that is shown. */
function put(part, { focus, isSame }) {
  showPhoto(part, isSame ? photoToKeep(desk(), part) : "");
  desk().replaceWith(part);
  const { title } = part.dataset;
  document.title = document.title.replace(/^[^|]*/, `${title} `);
  document.querySelector("[data-desk-title]").textContent = title;
  focus(part);
  requestAnimationFrame(() => setTimeout(() => settle(part)));
}

/** What may come after the picture is seen: map, choice of place, the neighbours. */
function settle(part) {
  if (!part.isConnected) return;
  drawMap(part);
  window.django.jQuery(part).find(".admin-autocomplete").djangoAdminSelect2();
  parts.keepOnly([...part.querySelectorAll("[data-key=j], [data-key=k]")].map((link) => link.getAttribute("href")));
}

const toHead = (part) => {
  scrollTo({ top: 0 });
  part.querySelector("h1").focus({ preventScroll: true });
};

/** Show the submission of this address; a page that cannot be had is opened as usual. */
async function show(url, { focus = toHead, push = true, isSame = false, standing = null } = {}) {
  const part = await parts.take(url);
  if (!part) {
    location.assign(url);
    return;
  }
  const place = part.querySelector("[data-standing]");
  if (place && standing !== null) place.textContent = standing;
  if (push && url !== here()) history.pushState({}, "", url);
  put(part, { focus, isSame });
}

/** The same control again, where it still is; else the next photo that waits. */
function sameControl(control) {
  return (part) => {
    const same = control?.id ? part.querySelector(`#${CSS.escape(control.id)}`) : null;
    (same?.checkVisibility() ? same : part.querySelector(".review-photo:not([hidden]) h2") ?? part.querySelector("h1")).focus();
  };
}

/** What the server says to a button's form; nothing if it cannot be asked this way. */
async function ask(form, button) {
  try {
    const body = new FormData(form, button);
    const headers = { Accept: "application/json" };
    const answer = await fetch(new URL(location.search, form.action), { method: "POST", body, headers });
    return answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : null;
  } catch {
    return null;
  }
}

/** Decide; afterwards the next submission, or the same anew, stands here. */
async function decide(form, button) {
  const told = await ask(form, button);
  if (!told) {
    // Signed out, or no network: the browser's own way says what is the matter.
    form.dataset.plain = "";
    form.requestSubmit(button);
    return;
  }
  // What was taken back may be known as it was before; the next one is known as it is.
  if (form.closest("[data-desk-told]")) parts.keepOnly([]);
  else parts.keepOnly([told.url]);
  tell(told);
  const isSame = told.url === here();
  const focus = isSame ? sameControl(document.activeElement) : toHead;
  await show(told.url, { focus, push: !isSame, isSame, standing: told.standing });
}

/** Decisions and their undo; other forms of the page are pages of their own. */
function answersWithoutReload(form) {
  return form.closest("#desk, [data-desk-told]") && /\/(decide|undo)\/$/.test(new URL(form.action).pathname);
}

async function submit(event) {
  const form = event.target;
  if (!answersWithoutReload(form) || form.dataset.plain !== undefined) return;
  event.preventDefault();
  if (busy) return;
  busy = true;
  desk().setAttribute("aria-busy", "true");
  try {
    await decide(form, event.submitter);
  } finally {
    busy = false;
    desk().removeAttribute("aria-busy");
  }
}

function follow(event) {
  const link = event.target.closest("#desk a[data-key=j], #desk a[data-key=k]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  parts.keep(here(), desk());
  show(link.getAttribute("href"));
}

document.addEventListener("keydown", press);
document.addEventListener("submit", submit);
document.addEventListener("click", follow);
document.addEventListener("change", fillIn);
addEventListener("popstate", () => show(here(), { push: false }));
showPhoto(desk(), location.hash.replace("#photo-", ""));
settle(desk());
