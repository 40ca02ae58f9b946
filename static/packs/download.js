/** Fetch what of a pack is not on the phone yet; then, in one step, put it in its place. */
import * as store from "./store.js";

const AT_ONCE = 5;

/** The phone has no room for what is to come; the browser may also say so by itself. */
export class PhoneFull extends Error {}

/** The server has a newer version: its manifest tells what to fetch now. */
export class Outdated extends Error {}

/**
 * `tell({files, size, done, fetched})` hears how far it is; `signal` stops it. Whatever
 * has come stays, and is not fetched again.
 */
export async function download(address, { tell, signal }) {
  const manifest = await manifestAt(address, signal);
  const wanted = await store.missing(manifest);
  const size = wanted.reduce((sum, [, , bytes]) => sum + bytes, 0);
  await makeRoom(size);
  await store.begin(address, manifest);
  const told = { files: wanted.length, size, done: 0, fetched: 0 };
  tell(told);
  const next = async () => {
    while (wanted.length) {
      const [name, hash, bytes] = wanted.shift();
      try {
        if (!await keep(name, hash, signal)) delete manifest.files[name];
      } catch (error) {
        // The others end, too, once they have put away what they have in hand.
        wanted.length = 0;
        throw error;
      }
      told.done += 1;
      told.fetched += bytes;
      tell(told);
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: AT_ONCE }, next));
  const failed = ended.find(({ status }) => status === "rejected");
  if (failed) throw failed.reason;
  await store.finish(address, manifest);
  return manifest;
}

export async function manifestAt(address, signal) {
  const answer = await fetch(address, { signal, cache: "no-cache" });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

/** Ask to be kept when the phone tidies up; refuse at once what can never fit. */
async function makeRoom(size) {
  await navigator.storage.persist?.();
  const { quota, usage } = await navigator.storage.estimate();
  if (quota - usage < size) throw new PhoneFull();
}

/** False: a picture that was hidden since. Its address leads to it as long as it is public. */
async function keep(name, hash, signal) {
  const isPicture = name.startsWith("/media/");
  const check = isPicture ? {} : { integrity: `sha256-${base64(hash)}` };
  const answer = await fetch(isPicture ? name : store.fileAddress(hash), { signal, ...check });
  if (answer.status === 404 && isPicture) return false;
  if (answer.status === 404) throw new Outdated();
  if (!answer.ok) throw new Error(`${answer.status}`);
  await (await store.openFiles()).put(store.fileAddress(hash), answer);
  return true;
}

function base64(hash) {
  return btoa(hash.replace(/../g, (byte) => String.fromCharCode(Number.parseInt(byte, 16))));
}
