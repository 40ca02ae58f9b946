/** A second of work in the background: for one form nothing, for thousands a lot. */
const BITS = 12;
const AT_ONCE = 64;

async function isFound(text) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return new DataView(digest).getUint32(0) >>> (32 - BITS) === 0;
}

/** The first number whose sum with the key begins with so many zeros; "" if it cannot. */
export async function work(key) {
  if (!globalThis.crypto?.subtle) return "";
  for (let first = 0; ; first += AT_ONCE) {
    const numbers = Array.from({ length: AT_ONCE }, (_, index) => first + index);
    const found = await Promise.all(numbers.map((number) => isFound(`${key}:${number}`)));
    if (found.includes(true)) return first + found.indexOf(true);
    await new Promise((resume) => setTimeout(resume));
  }
}
