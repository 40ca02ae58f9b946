/** Asking the server over a line that may break, and waiting until it is back. */

const SILENT_MS = 30_000;
const PAUSES_MS = [500, 1000, 2000, 4000, 8000, 15_000];
// What passes by itself: a sender at the same time, a crowd.
const PASSING = [408, 409, 423, 425, 429];

/** The server was not reached (`status` 0), or has not done what it was asked. */
export class Failed extends Error {
  constructor(status, text = "") {
    super(`The server answered ${status}.`);
    Object.assign(this, { status, text });
  }

  /** Whether it may be tried again. Any other error is ours: it would come again. */
  get passes() {
    return !this.status || this.status >= 500 || PASSING.includes(this.status);
  }

  /** Why a file is not taken, in the reader's words; empty where none were given. */
  get words() {
    try {
      return JSON.parse(this.text).problem ?? "";
    } catch {
      return "";
    }
  }
}

/**
 * Ask, and read the whole answer.
 * @param {object} options As of `fetch`; `patience`: how long it may take in all, in ms.
 * @returns {Promise<{status: number, headers: Headers, text: string}>}
 * @throws {Failed} When there is no answer, or none that is content.
 */
export async function ask(address, { signal, patience = SILENT_MS, ...options } = {}) {
  signal?.throwIfAborted();
  const stop = new AbortController();
  const end = () => stop.abort();
  const timer = setTimeout(end, patience);
  signal?.addEventListener("abort", end);
  try {
    const answer = await fetch(address, { credentials: "omit", ...options, signal: stop.signal });
    const [{ status, headers, ok }, text] = [answer, await answer.text()];
    if (!ok) throw new Failed(status, text);
    return { status, headers, text };
  } catch (error) {
    signal?.throwIfAborted();
    throw error instanceof Failed ? error : new Failed(0);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", end);
  }
}

/** Until there is reason to try again: the network is back, the page is looked at, or time. */
export function pause(tries, signal) {
  return new Promise((resolve) => {
    const woken = new AbortController();
    const wake = () => {
      clearTimeout(timer);
      woken.abort();
      resolve();
    };
    // A phone often finds its network without saying so: the longest pause stays short.
    const timer = setTimeout(wake, PAUSES_MS[tries] ?? PAUSES_MS.at(-1));
    const options = { signal: woken.signal };
    addEventListener("online", wake, options);
    globalThis.document?.addEventListener("visibilitychange", wake, options);
    signal?.addEventListener("abort", wake, options);
  });
}
