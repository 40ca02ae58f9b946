/**
 * A form with photographs, with its comforts: what is filled in and chosen is kept on the phone from
 * the first tap and is sent by itself. Without any of this the form is still whole.
 */
import { pause } from "./line.js";
import { obtainKey, sendForm } from "./share_delivery.js";
import { putBack, takeAsked, takeDown } from "./share_fields.js";
import { followPlace } from "./share_law.js";
import { hold } from "./share_locks.js";
import { emptyOutbox, showReceipts } from "./share_outbox.js";
import { setUpPlaces } from "./share_places.js";
import * as store from "./share_store.js";
import { Tray } from "./share_tray.js";

let form = document.getElementById("share-form");
let draft;
let tray;
/** Counts the sendings: one that was taken back must not go on. */
let sending = 0;
/** Whether the phone had room for what was filled in. */
let isKept = true;

const part = (name) => form.querySelector(`[data-${name}]`);

/** The form that a draft is of, in whichever language. */
const pageOf = (action) => action.split("/").slice(2).join("/");

/** The draft of this form that was touched last, unless another tab has it; else a new one. */
async function chooseDraft() {
  const action = new URL(form.action).pathname;
  for (const kept of await store.drafts()) {
    if (kept.state !== "open" || pageOf(kept.action) !== pageOf(action)) continue;
    if (await hold(kept.id)) return kept;
    document.querySelector("[data-elsewhere]").hidden = false;
  }
  const made = store.newDraft(action);
  made.key = form.elements.key.value;
  await hold(made.id);
  return made;
}

const save = async () => {
  takeDown(form, draft);
  isKept = await store.keepDraft(draft);
};

/** Files the server has kept for this form already, as it was opened. */
function takeKept(container) {
  return [...container.querySelectorAll("input[name=kept]")].map((input) => {
    const label = input.closest("label");
    label.remove();
    return { name: label.querySelector("span").textContent.trim(), size: 0, token: input.value };
  });
}

function say(name) {
  for (const notice of form.querySelectorAll("[data-notice]")) {
    notice.hidden = notice.dataset.notice !== name;
  }
}

/** While the form is on its way nothing in it is changed. */
function lock(isLocked) {
  for (const section of form.children) section.inert = isLocked && !section.matches(".form-foot");
  form.setAttribute("aria-busy", String(isLocked));
  form.querySelector(".form-foot [type=submit]").disabled = isLocked;
}

/** Have the browser send it when there is signal, even if the page is closed. */
async function askForBackgroundSync() {
  navigator.storage?.persist?.();
  const worker = await navigator.serviceWorker?.getRegistration();
  await worker?.sync?.register("deliver").catch(() => {});
}

async function send() {
  const mine = ++sending;
  draft.state = "waiting";
  await save();
  lock(true);
  for (let tries = 0; mine === sending; tries += 1) {
    tell(tray.state);
    try {
      await obtainKey(draft);
      await tray.send();
      if (mine !== sending) return undefined;
      const { receipt } = await sendForm(draft, tray.taken);
      return location.assign(receipt);
    } catch (error) {
      // Too many from one network: said on the form, not waited for.
      if (!error.passes || error.status === 429) return stop(error);
      tell("waiting");
      await pause(tries);
    }
  }
}

/** Of a form that is on its way. */
function tell(state) {
  say(state === "waiting" ? state : "sending");
  if (state !== "waiting") return;
  const isSafe = isKept && tray.isKept;
  part("safe").hidden = !isSafe;
  part("unsafe").hidden = isSafe;
  askForBackgroundSync();
}

/** Back to filling in. */
async function takeBack() {
  sending += 1;
  draft.state = "open";
  lock(false);
  say("");
  await save();
}

/** What does not pass by itself: the server has answered with the form, or it is our fault. */
async function stop(error) {
  const page = new DOMParser().parseFromString(error.text ?? "", "text/html");
  const next = page.getElementById("share-form");
  if (next) return mend(next);
  await takeBack();
  say("broken");
  throw error;
}

/** The form again, with what is to be mended. */
async function mend(next) {
  const kept = new Map(takeKept(next).map(({ name, token }) => [name, token]));
  for (const photo of tray.photos) await settle(photo, kept.get(photo.name), next.dataset.lost);
  draft.key = next.elements.key.value;
  form.replaceWith(next);
  form = next;
  setUp();
  await takeBack();
  const first = form.querySelector("[role=alert]");
  first.tabIndex = -1;
  first.focus();
}

/** What a refused form says of one photo: taken, forgotten meanwhile, or no photo. */
async function settle(photo, token, isAnyLost) {
  if (!photo.token && !token) return tray.remove(photo);
  photo.token = isAnyLost ? "" : token || photo.token;
  photo.sent = Date.now();
  return store.notePhoto(photo);
}

/** Throw away what is on this phone, and begin with an empty form. */
async function startAnew() {
  sending += 1;
  for (const photo of tray.photos) await tray.remove(photo);
  await store.removeDraft(draft);
  location.assign(form.action);
}

function setUpChoosing() {
  const input = form.querySelector("input[type=file]");
  const take = async (files) => {
    await save();
    await tray.add(files);
  };
  input.addEventListener("change", () => {
    take([...input.files]);
    input.value = "";
  });
  form.addEventListener("exchange", ({ detail: { file, copy, digest } }) => {
    tray.exchange(file, copy, digest);
    form.querySelector("input[type=file]").focus();
  });
  const drop = form.querySelector(".drop");
  drop.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    take([...event.dataTransfer.files]);
  });
}

function setUp() {
  form.elements.key.value = draft.key;
  tray.mount(form);
  setUpChoosing();
  form.addEventListener("input", save);
  form.addEventListener("change", save);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!event.submitter?.matches("[data-find]")) send();
  });
  part("take-back").addEventListener("click", takeBack);
  part("another").addEventListener("click", () => location.assign(form.action));
  setUpPlaces(form, part("words").dataset);
  followPlace(form);
}

/** What was chosen before this script was here. */
function catchUp() {
  for (const [name, type] of [["photos", "change"], ["place_text", "input"]]) {
    const field = form.elements[name];
    if (field.value) field.dispatchEvent(new Event(type, { bubbles: true }));
  }
}

async function begin() {
  await store.removeExpired();
  const isMended = form.querySelector("[role=alert]");
  draft = await chooseDraft();
  tray = new Tray(draft, await store.photosOf(draft));
  tray.addEventListener("state", () => draft.state === "waiting" && tell(tray.state));
  const hasWords = Boolean(draft.fields.length) && !isMended;
  const fresh = takeKept(form);
  if (fresh.length) {
    await tray.adopt(fresh);
    await store.keepDraft(draft);
    // Opened again by its address, the page would bring them a second time.
    history.replaceState(null, "", form.action);
  }
  takeAsked(form);
  setUp();
  if (hasWords) putBack(form, draft);
  catchUp();
  const restored = document.querySelector("[data-restored]");
  restored.hidden = !hasWords && !tray.photos.length;
  restored.querySelector("button").addEventListener("click", startAnew);
  await showReceipts();
  await emptyOutbox();
}

// A page that comes back from the browser's memory may show what was sent meanwhile.
addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
navigator.serviceWorker?.register("/sw.js", { type: "module" }).catch(() => {});
begin();
