/** The photo form with its comforts: previews, places at hand, sending that goes on. */
import { setUpPlaces } from "./share_places.js";

const RETRY_MS = 5000;
const PICTURE = /^image\/(jpeg|png|webp|heic|heif|avif)$|^$/;

let form = document.getElementById("share-form");
/** @type {{file: File, row: HTMLElement}[]} What goes with the form when it is sent. */
let chosen = [];

const words = () => form.querySelector("[data-words]").dataset;
const input = () => form.querySelector("input[type=file]");

function sizeOf(file) {
  const [unit, size] = file.size < 1e6 ? ["kilobyte", 1e3] : ["megabyte", 1e6];
  const style = { style: "unit", unit, maximumFractionDigits: unit === "megabyte" ? 1 : 0 };
  return new Intl.NumberFormat(document.documentElement.lang, style).format(file.size / size);
}

/** What speaks against this file, in words; an empty text for most. */
function problemOf(file) {
  if (file.size > Number(form.dataset.largest)) return words().tooLarge;
  if (!PICTURE.test(file.type)) return words().notAPicture;
  const kept = form.querySelectorAll("input[name=kept]:checked").length;
  return chosen.length + kept >= Number(form.dataset.most) ? words().tooMany : "";
}

function element(tag, className, text = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

/** A tile with preview, name, size, state and a button that takes it out. */
function tile(file, problem) {
  const row = element("div", problem ? "upload bad" : "upload");
  const preview = element("div", "preview");
  const picture = document.createElement("img");
  picture.alt = "";
  picture.src = URL.createObjectURL(file);
  picture.addEventListener("error", () => picture.remove(), { once: true });
  picture.addEventListener("load", () => URL.revokeObjectURL(picture.src), { once: true });
  preview.append(picture);
  const about = element("div", "");
  about.append(element("b", "", file.name), element("p", "small muted", sizeOf(file)));
  if (!problem) about.append(element("span", "badge confirmed", words().ready));
  const remove = element("button", "link", words().remove);
  remove.type = "button";
  remove.setAttribute("aria-label", `${words().remove}: ${file.name}`);
  remove.addEventListener("click", () => {
    chosen = chosen.filter((entry) => entry.row !== row);
    row.remove();
    input().focus();
  });
  row.append(preview, about, remove);
  if (problem) row.append(element("p", "error", problem));
  return row;
}

function take(files) {
  for (const file of files) {
    const problem = problemOf(file);
    const row = tile(file, problem);
    if (!problem) chosen.push({ file, row });
    form.querySelector("[data-uploads]").append(row);
  }
  form.dispatchEvent(new CustomEvent("photos", { detail: chosen.map(({ file }) => file) }));
}

function say(text) {
  const status = form.querySelector("[data-status]");
  status.hidden = !text;
  status.querySelector("p").textContent = text;
}

function post(body) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const bar = form.querySelector("[data-progress]");
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      bar.hidden = false;
      bar.value = total ? (100 * loaded) / total : 0;
    });
    request.addEventListener("load", () => (request.status >= 500 ? reject() : resolve(request)));
    request.addEventListener("error", () => reject());
    request.open("POST", form.action);
    request.responseType = "document";
    request.send(body);
  });
}

/** Until the network is back, at most for a while: then try again. */
function pause() {
  return new Promise((resolve) => {
    setTimeout(resolve, RETRY_MS);
    addEventListener("online", resolve, { once: true });
  });
}

/** Send, and send again until the server has answered. The key makes it one sending. */
async function send() {
  const body = new FormData(form);
  body.delete("photos");
  for (const { file } of chosen) body.append("photos", file, file.name);
  form.setAttribute("aria-busy", "true");
  form.querySelector(".form-foot button").disabled = true;
  for (;;) {
    say(words().sending);
    try {
      return await post(body);
    } catch {
      say(words().waiting);
      await pause();
    }
  }
}

/** The server's answer: the receipt, or the form again with what is to be mended. */
function show(request) {
  const next = request.response.getElementById("share-form");
  if (!next) {
    location.assign(request.responseURL);
    return;
  }
  form.replaceWith(next);
  form = next;
  chosen = [];
  setUp();
  const first = form.querySelector("[role=alert]");
  first.tabIndex = -1;
  first.focus();
}

function setUp() {
  input().addEventListener("change", () => {
    take(input().files);
    input().value = "";
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (event.submitter?.matches("[data-find]")) return;
    show(await send());
  });
  form.addEventListener("exchange", ({ detail: { file, copy } }) => {
    chosen.find((entry) => entry.file === file)?.row.remove();
    chosen = chosen.filter((entry) => entry.file !== file);
    take([copy]);
    input().focus();
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
    take(event.dataTransfer.files);
  });
  setUpPlaces(form, words());
}

setUp();
