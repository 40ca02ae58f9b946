/** The page of a pack: what of it is on this phone, how to fetch, renew or delete it. */
import { download, manifestAt, Outdated, PhoneFull } from "./download.js";
import * as store from "./store.js";

const panel = document.querySelector("[data-pack]");
const part = (name) => panel.querySelector(`[data-${name}]`);
const words = JSON.parse(document.getElementById("pack-words").textContent);
const address = panel.dataset.pack;
const { lang } = document.documentElement;
let running = null;

const digits = new Intl.NumberFormat(lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** Bytes as people read them: "24.0 MB", "310.2 KB". */
function amount(bytes) {
  const [text, one] = bytes < 2 ** 20 ? [words.kilobytes, 2 ** 10] : [words.megabytes, 2 ** 20];
  return filled(text, { number: digits.format(bytes / one) });
}

const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function say(text, values = {}) {
  part("status").textContent = filled(text, values);
}

/** Look at the phone and, where there is signal, at the server. */
async function look() {
  const kept = await store.packAt(address);
  const isBegun = await store.isBegun(address);
  part("delete").hidden = !kept && !isBegun;
  part("open").hidden = !kept;
  part("fetch").hidden = true;
  const newest = await manifestAt(address).catch(() => null);
  const isNewest = Boolean(kept) && (!newest || newest.version === kept.version);
  if (part("newest")) part("newest").hidden = isNewest;
  if (kept) sayKept(kept, isNewest);
  else if (!navigator.onLine) say(words.noSignal);
  if (!newest || isNewest) return;
  const left = await store.missing(newest);
  const size = left.reduce((sum, [, , bytes]) => sum + bytes, 0);
  // Less than all of it may be to come because another language's pack has the rest.
  offer(isBegun ? words.goOn : kept ? words.renew : words.fetch, size);
}

function sayKept({ day, size, contents }, isNewest) {
  say(isNewest ? words.kept : words.older, { day, size: amount(size), contents });
}

function offer(text, size) {
  part("words").textContent = filled(text, { size: amount(size) });
  part("fetch").hidden = false;
}

async function fetchPack() {
  running = new AbortController();
  show(true);
  say(words.running);
  try {
    await navigator.serviceWorker.ready;
    await fetchNewest(running.signal);
    await finish("");
  } catch (error) {
    await finish(reason(error));
  }
}

/** A version that is taken back while it comes is left for the next, once. */
async function fetchNewest(signal) {
  try {
    await download(address, { tell, signal });
  } catch (error) {
    if (!(error instanceof Outdated)) throw error;
    await download(address, { tell, signal });
  }
}

async function finish(problem) {
  const hadFocus = panel.contains(document.activeElement);
  running = null;
  show(false);
  await look();
  if (problem) say(problem);
  if (hadFocus) [part("fetch"), part("delete")].find((one) => !one.hidden)?.focus();
}

function reason(error) {
  if (error instanceof PhoneFull || error.name === "QuotaExceededError") return words.full;
  return error.name === "AbortError" ? words.stopped : words.broken;
}

function show(isRunning) {
  part("running").hidden = !isRunning;
  part("stop").hidden = !isRunning;
  for (const name of ["fetch", "delete", "open"]) part(name).hidden ||= isRunning;
  if (isRunning) part("stop").focus();
}

function tell({ files, size, done, fetched }) {
  const progress = panel.querySelector("progress");
  progress.max = size || 1;
  progress.value = fetched;
  part("told").textContent = filled(words.told, { done, files, fetched: amount(fetched), size: amount(size) });
}

async function remove() {
  await store.remove(address);
  await look();
  say(words.deleted);
  part("fetch").focus();
}

/** Private windows and old browsers keep nothing; the page then says what else there is. */
async function start() {
  if (!navigator.serviceWorker || !window.caches || !window.DecompressionStream) return;
  await navigator.serviceWorker.register("/sw.js", { type: "module" });
  await look();
  part("acts").hidden = false;
  part("plain").hidden = true;
}

part("fetch").addEventListener("click", fetchPack);
part("stop").addEventListener("click", () => running?.abort());
part("delete").addEventListener("click", remove);
// Back in the valley: what was broken off goes on when the button is pressed.
for (const name of ["online", "offline"]) addEventListener(name, () => { if (!running) look(); });
start().catch((problem) => console.warn(problem));
