/** One photograph to the server in pieces (tus 1.0), however often the line breaks. */
import { Failed, ask, pause } from "./line.js";

const ENDPOINT = "/uploads/";
// A piece is what the line carries in this time: no more is lost when it breaks.
const PIECE_MS = 5000;
const LEAST_PIECE = 8 * 1024;
const FIRST_PIECE = 40 * 1024;
const MOST_PIECE = 1024 * 1024;
// A piece that takes so many times longer than it should is given up.
const PATIENCE = 4;
// The server has forgotten the upload: it is begun anew.
const GONE = [404, 410];

/** The reader's language; a service worker has no page and leaves it to the browser. */
const language = () => globalThis.document && { "Accept-Language": document.documentElement.lang };

function base64(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

/** What one sending knows: where the upload is, how far, and how long its pieces are. */
class Sending {
  failures = 0;
  piece = FIRST_PIECE;
  offset = 0;

  constructor(blob, options) {
    this.blob = blob;
    this.options = { pieceMs: PIECE_MS, ...options };
    this.url = options.resumeUrl;
  }

  ask(address, { headers, ...options } = {}) {
    const { signal, pieceMs } = this.options;
    const all = { "Tus-Resumable": "1.0.0", ...language(), ...headers };
    const given = { signal, cache: "no-store", patience: PATIENCE * pieceMs };
    return ask(address, { ...given, ...options, headers: all });
  }

  async begin() {
    const { name, key, onUrl } = this.options;
    const about = { filename: name, filetype: this.blob.type, key };
    const described = Object.entries(about).map(([one, value]) => `${one} ${base64(value)}`);
    const headers = { "Upload-Length": this.blob.size, "Upload-Metadata": described.join() };
    const answer = await this.ask(ENDPOINT, { method: "POST", headers });
    this.url = answer.headers.get("Location");
    onUrl?.(this.url);
    return answer;
  }

  async sendPiece() {
    // Read first: a file that is gone is no line that broke.
    const body = await this.blob.slice(this.offset, this.offset + this.piece).arrayBuffer();
    const began = performance.now();
    const type = "application/offset+octet-stream";
    const headers = { "Content-Type": type, "Upload-Offset": this.offset };
    this.comeTo(await this.ask(this.url, { method: "PATCH", headers, body }));
    this.failures = 0;
    this.fit(body.byteLength, performance.now() - began);
  }

  comeTo({ headers }) {
    this.offset = Number(headers.get("Upload-Offset"));
    this.options.onProgress?.(this.offset, this.blob.size);
  }

  /** The next piece's length, from how long this one took. */
  fit(length, took) {
    const fits = (length * this.options.pieceMs) / Math.max(took, 1);
    this.piece = Math.round(Math.min(Math.max(fits, LEAST_PIECE), 2 * this.piece, MOST_PIECE));
  }

  /** Send what is missing, until something breaks; the token by which a form names the file. */
  async attempt() {
    if (this.url) this.comeTo(await this.ask(this.url, { method: "HEAD" }));
    else this.comeTo(await this.begin());
    while (this.offset < this.blob.size) await this.sendPiece();
    const { status, text } = await this.ask(this.url);
    const { kept } = JSON.parse(text);
    if (!kept) throw new Failed(status, text);
    return kept;
  }

  /** After a failure: fail for good, or make ready for another attempt. */
  async recover(error) {
    const { signal, isHasty, onPause } = this.options;
    if (GONE.includes(error.status) && this.url) this.url = "";
    else if (!error.passes || isHasty) throw error;
    if (!error.status) this.piece = Math.max(this.piece / 2, LEAST_PIECE);
    onPause?.();
    await pause(this.failures++, signal);
  }
}

/**
 * Send a file until the server has it whole; the promise gives what the form is to name
 * as `kept`. It fails with what will not pass: the server refuses the file, `signal` ends
 * it, the file cannot be read.
 *
 * @param {object} options `name`; `key`, the form's; `resumeUrl`, where an earlier page
 *   had come to, as `onUrl` told it; `onProgress(sent, total)`; `onPause`, the line is
 *   broken; `signal`; `pieceMs`, how long a piece may take; `isHasty`: fail also when
 *   the line breaks.
 * @returns {Promise<string>}
 */
export async function sendFile(blob, options) {
  const sending = new Sending(blob, options);
  for (;;) {
    try {
      return await sending.attempt();
    } catch (error) {
      await sending.recover(error);
    }
  }
}
