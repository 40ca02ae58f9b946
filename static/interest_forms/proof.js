/** What a form's page works out in the background: little for one, much for thousands. */

/** With so many zeros begins the sum of the key and the number that proves the work. */
const PROOF_BITS = 12;

async function isFound(text) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return new DataView(digest).getUint32(0) >>> (32 - PROOF_BITS) === 0;
}

/** Work for the key, little for one form and much for thousands; "" if it cannot. */
export async function proofFor(key) {
  if (!globalThis.crypto?.subtle) return "";
  for (let number = 0; ; number++) if (await isFound(`${key}:${number}`)) return number;
}
