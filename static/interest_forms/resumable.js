/** One photograph to the server, in pieces, however often the line breaks. */
import "../vendor/tus.js";

const { Upload } = globalThis.tus;
const ENDPOINT = "/uploads/";
// A piece is what the line carries in this time: no more is lost when it breaks.
const PIECE_MS = 5000;
const LEAST_PIECE = 8 * 1024;
const FIRST_PIECE = 40 * 1024;
const MOST_PIECE = 1024 * 1024;
// A line on which nothing has moved for so long is given up.
const SILENT_MS = 30_000;
const PAUSES_MS = [500, 1000, 2000, 4000, 8000, 15_000, 30_000];
// What passes by itself: a sender at the same time, a crowd; and uploads that are gone.
const PASSING = [408, 409, 423, 425, 429];
const GONE = [404, 410];

/** The server will never take this file; the message says why, in the reader's words. */
export class Refused extends Error {}

/** The reader's language; a service worker has no page and leaves it to the browser. */
function language() {
  return globalThis.document ? { "Accept-Language": document.documentElement.lang } : {};
}

/** The words of an answer that refuses; `undefined` for one that may pass. */
function refusal(status, text) {
  const isFinal = status >= 400 && status < 500 && !PASSING.includes(status);
  if (!isFinal || GONE.includes(status)) return undefined;
  try {
    return JSON.parse(text).problem;
  } catch {
    return String(status);
  }
}

/** What one sending knows: where the upload is, and how long its pieces are. */
class Sending {
  constructor(blob, options) {
    this.blob = blob;
    this.options = { pieceMs: PIECE_MS, ...options };
    this.url = options.resumeUrl ?? null;
    this.piece = FIRST_PIECE;
    this.failures = 0;
  }

  /** Send what is missing; ends when all is there, or fails with what went wrong. */
  sendRest(alive, signal) {
    const { name, key, onProgress, onUrl, httpStack } = this.options;
    return new Promise((resolve, reject) => {
      let began = performance.now();
      const upload = new Upload(this.blob, {
        // With a place to begin anew, the library would do so while the server restarts.
        endpoint: this.url ? null : ENDPOINT,
        uploadUrl: this.url,
        chunkSize: this.piece,
        retryDelays: null,
        storeFingerprintForResuming: false,
        metadata: { filename: name, filetype: this.blob.type, key },
        headers: language(),
        ...(httpStack && { httpStack }),
        onUploadUrlAvailable: () => {
          alive();
          if (this.url === upload.url) return;
          this.url = upload.url;
          onUrl?.(this.url);
        },
        onProgress: (sent, total) => {
          alive();
          onProgress?.(sent, total);
        },
        onChunkComplete: (length) => {
          this.failures = 0;
          this.fit(length, performance.now() - began);
          upload.options.chunkSize = this.piece;
          began = performance.now();
        },
        onSuccess: resolve,
        onError: reject,
      });
      signal.addEventListener("abort", () => {
        upload.abort();
        reject(signal.reason);
      });
      upload.start();
    });
  }

  /** The next piece's length, from how long this one took. */
  fit(length, took) {
    const fits = (length * this.options.pieceMs) / Math.max(took, 1);
    this.piece = Math.round(Math.min(Math.max(fits, LEAST_PIECE), 2 * this.piece, MOST_PIECE));
  }

  /** What became of the whole file: the token by which a form names it. */
  async token(signal) {
    const answer = await fetch(this.url, { headers: language(), signal, cache: "no-store" });
    if (!answer.ok) throw Object.assign(new Error(answer.statusText), { status: answer.status });
    const { kept, problem } = await answer.json();
    if (problem) throw new Refused(problem);
    return kept;
  }

  /** Try once, until something breaks or nothing moves any more. */
  async attempt() {
    const stop = new AbortController();
    const { signal } = this.options;
    const end = () => stop.abort(signal.reason);
    let timer;
    const alive = () => {
      clearTimeout(timer);
      timer = setTimeout(() => stop.abort(new Error("silent")), SILENT_MS);
    };
    signal?.addEventListener("abort", end);
    alive();
    try {
      await this.sendRest(alive, stop.signal);
      alive();
      return await this.token(stop.signal);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
    }
  }

  /** After a failure: fail for good, or make ready for another attempt. */
  recover(error) {
    this.options.signal?.throwIfAborted();
    if (error instanceof Refused) throw error;
    const answer = error.originalResponse;
    const status = answer?.getStatus() ?? error.status;
    const words = refusal(status, answer?.getBody());
    if (words) throw new Refused(words);
    if (GONE.includes(status)) this.url = null;
    if (!status) this.piece = Math.max(this.piece / 2, LEAST_PIECE);
  }

  /** Until the network is back, at most for a while that grows. */
  pause() {
    const { signal, onPause } = this.options;
    onPause?.();
    const length = PAUSES_MS[Math.min(this.failures++, PAUSES_MS.length - 1)];
    return new Promise((resolve) => {
      const go = () => {
        clearTimeout(timer);
        removeEventListener("online", go);
        signal?.removeEventListener("abort", go);
        resolve();
      };
      const timer = setTimeout(go, length);
      addEventListener("online", go);
      signal?.addEventListener("abort", go);
    });
  }
}

/**
 * Send a file until the server has it whole; the promise gives what the form is to name
 * as `kept`. It fails only when the server refuses the file or `signal` ends it.
 *
 * @param {object} options `name`; `key`, the form's; `resumeUrl`, where an earlier page
 *   had come to, as `onUrl` told it; `onProgress(sent, total)`; `onPause`, the line is
 *   broken; `signal`; `pieceMs`, how long a piece may take; `httpStack`, how to speak to
 *   the server where a page's own way is not there.
 * @returns {Promise<string>}
 */
export async function sendFile(blob, options) {
  const sending = new Sending(blob, options);
  for (;;) {
    options.signal?.throwIfAborted();
    try {
      return await sending.attempt();
    } catch (error) {
      sending.recover(error);
      await sending.pause();
    }
  }
}
