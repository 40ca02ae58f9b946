/** Submissions loaded beforehand, each with its pictures: one step before, one behind. */

const FRESH_MS = 120_000;

export class Parts {
  #kept = new Map();

  /** Load these, and let go of all others. */
  keepOnly(urls) {
    for (const url of this.#kept.keys()) if (!urls.includes(url)) this.#kept.delete(url);
    for (const url of urls) this.#get(url);
  }

  /** Put aside the part that is left, with what was typed in it. */
  keep(url, part) {
    this.#kept.set(url, { loading: Promise.resolve({ part }), since: performance.now() });
  }

  /** The part of this address, loaded now if it was not yet; nothing if it cannot be had. */
  async take(url) {
    const found = this.#get(url);
    this.#kept.delete(url);
    return (await found).part;
  }

  #get(url) {
    const kept = this.#kept.get(url);
    if (kept && performance.now() - kept.since < FRESH_MS) return kept.loading;
    const loading = load(url);
    this.#kept.set(url, { loading, since: performance.now() });
    return loading;
  }
}

async function load(url) {
  try {
    const answer = await fetch(`${url}${url.includes("?") ? "&" : "?"}part`);
    if (!answer.ok || answer.redirected) return {};
    // Elements of this document: their pictures are fetched at once, though nobody sees them yet.
    const holder = document.createElement("div");
    holder.innerHTML = await answer.text();
    const part = holder.querySelector("#desk");
    if (!part) return {};
    part.querySelector(".review-picture img")?.decode().catch(() => {});
    return { part };
  } catch {
    return {};
  }
}
