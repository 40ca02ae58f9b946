/** Codes at the door: kept on the phone at once, sent when there is signal, counted once. */
const PREFIX = "megdan-scan:";
const RETRY = 5000;
const LOOK = 250;
const LONGEST_LIST = 50;

/** What is kept on this phone for this page, one key each: tabs do not overwrite each other. */
const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
const kept = () =>
  keys()
    .map((key) => ({ key, ...JSON.parse(localStorage.getItem(key)) }))
    .filter(({ page }) => page === location.pathname)
    .sort((one, other) => one.taken.localeCompare(other.taken));

class Scans {
  constructor(element) {
    this.element = element;
    this.words = element.dataset;
    this.list = element.querySelector("[data-list]");
    this.told = element.querySelector("[data-told]");
    this.form = element.querySelector("form");
    this.rows = new Map();
    this.seen = new Set();
    this.form.addEventListener("submit", (event) => this.typed(event));
    addEventListener("online", () => this.send());
    setInterval(() => this.send(), RETRY);
    for (const scan of kept()) this.show(scan, this.words.kept);
    this.send();
  }

  typed(event) {
    event.preventDefault();
    const field = this.form.elements.code;
    if (field.value.trim()) this.take(field.value.trim());
    field.value = "";
    field.focus();
  }

  /** The camera sees the same code many times a second: once is enough. */
  seeAgain(code) {
    if (this.seen.has(code)) return;
    this.seen.add(code);
    navigator.vibrate?.(100);
    this.take(code);
  }

  take(code) {
    const nonce = crypto.randomUUID();
    const scan = { page: location.pathname, code, nonce, taken: new Date().toISOString() };
    localStorage.setItem(PREFIX + nonce, JSON.stringify(scan));
    this.show(scan, this.words.kept);
    this.send();
  }

  async send() {
    if (this.isSending) return;
    this.isSending = true;
    try {
      for (const scan of kept()) if (!(await this.sendOne(scan))) break;
    } finally {
      this.isSending = false;
    }
  }

  /** Whether the portal has it now. What it does not answer for stays here. */
  async sendOne({ key, code, nonce, taken }) {
    const body = new FormData(this.form);
    for (const [name, value] of Object.entries({ code, nonce, taken })) body.set(name, value);
    let answer;
    try {
      answer = await fetch(location.pathname, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
        redirect: "manual",
      });
    } catch {
      return false;
    }
    const isOurs = answer.headers.get("Content-Type")?.startsWith("application/json");
    if (!answer.ok || !isOurs) {
      const isOut = answer.type === "opaqueredirect" || answer.status === 403;
      if (isOut) this.told.textContent = this.words.signIn;
      return false;
    }
    const { state, name } = await answer.json();
    localStorage.removeItem(key);
    this.told.textContent = "";
    this.show({ code, nonce }, this.words[state], name, state);
    return true;
  }

  show({ code, nonce }, words, name = "", state = "kept") {
    const row = this.rows.get(nonce) ?? document.createElement("li");
    const [line, who] = ["span", "strong"].map((tag) => document.createElement(tag));
    who.textContent = name || `${this.words.code} ${code.replace(/\/$/, "").slice(-6)}`;
    line.append(who, words);
    row.replaceChildren(line);
    row.dataset.state = state;
    if (this.rows.has(nonce)) return;
    this.rows.set(nonce, row);
    this.list.prepend(row);
    while (this.list.children.length > LONGEST_LIST) this.list.lastElementChild.remove();
  }
}

/** The camera, and whatever reads codes in its picture. */
class Camera {
  constructor(element, scans, Reader) {
    [this.video, this.scans] = [element.querySelector("[data-video]"), scans];
    this.detector = new Reader({ formats: ["qr_code"] });
    element.hidden = false;
    element.querySelector("[data-start]").addEventListener("click", ({ currentTarget }) => {
      currentTarget.hidden = true;
      this.start();
    });
  }

  async start() {
    try {
      const wanted = { video: { facingMode: "environment" } };
      this.video.srcObject = await navigator.mediaDevices.getUserMedia(wanted);
      this.video.hidden = false;
      await this.video.play();
    } catch {
      this.scans.told.textContent = this.scans.words.noCamera;
      return;
    }
    setInterval(() => this.look(), LOOK);
  }

  async look() {
    try {
      for (const { rawValue } of await this.detector.detect(this.video)) this.scans.seeAgain(rawValue);
    } catch {
      // A picture that cannot be read is followed by the next one.
    }
  }
}

/** The browser's own; where it reads no codes, the library's, fetched while there is signal. */
async function readerOf(address) {
  const formats = (await globalThis.BarcodeDetector?.getSupportedFormats()) ?? [];
  if (formats.includes("qr_code")) return BarcodeDetector;
  const library = await import(address).catch(() => null);
  return library?.BarcodeDetector;
}

const element = document.querySelector("[data-scan]");
const scans = new Scans(element);
const reader = navigator.mediaDevices && (await readerOf(element.dataset.reader));
if (reader) new Camera(element.querySelector("[data-camera]"), scans, reader);
