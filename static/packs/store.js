/**
 * The packs on this phone (docs/decisions/021). Files lie under their hash, however many
 * packs name them; a pack is its manifest, and is there as soon as its manifest is.
 */
const MANIFESTS = "packs";
const FILES = "pack-files";
// Behind the address of a manifest whose files are being fetched.
const COMING = "?coming";

export const fileAddress = (hash) => `/packs/files/${hash}`;
export const openFiles = () => caches.open(FILES);

/** The manifests of the whole packs. */
export async function packs() {
  return (await manifests()).filter(({ isComing }) => !isComing).map(({ manifest }) => manifest);
}

async function manifests() {
  const cache = await caches.open(MANIFESTS);
  return Promise.all((await cache.keys()).map(async (request) => ({
    isComing: request.url.endsWith(COMING),
    manifest: await (await cache.match(request)).json(),
  })));
}

/** The pack whose manifest has this address, or null. */
export async function packAt(address) {
  const answer = await (await caches.open(MANIFESTS)).match(address);
  return answer ? answer.json() : null;
}

/** Files of this manifest are fetched from now on: they are kept, though no pack names them. */
export async function begin(address, manifest) {
  await put(address + COMING, manifest);
}

/** Whether a download of it was broken off. */
export async function isBegun(address) {
  return Boolean(await (await caches.open(MANIFESTS)).match(address + COMING));
}

/** All its files are here: from now on it is the pack. What only the one before had goes. */
export async function finish(address, manifest) {
  await put(address, manifest);
  await forget(address + COMING);
}

export async function remove(address) {
  await forget(address, address + COMING);
}

async function put(address, manifest) {
  const body = new Response(JSON.stringify(manifest), { headers: { "Content-Type": "application/json" } });
  await (await caches.open(MANIFESTS)).put(address, body);
}

async function forget(...addresses) {
  const cache = await caches.open(MANIFESTS);
  for (const address of addresses) await cache.delete(address);
  await sweep();
}

/** Delete the files that no manifest names. */
async function sweep() {
  const named = new Set();
  for (const { manifest } of await manifests()) {
    for (const [hash] of Object.values(manifest.files)) named.add(fileAddress(hash));
  }
  const files = await openFiles();
  for (const request of await files.keys()) {
    if (!named.has(new URL(request.url).pathname)) await files.delete(request);
  }
}

/** What of a manifest is not on the phone: [address, hash, bytes] of each file, once. */
export async function missing(manifest) {
  const there = new Set((await (await openFiles()).keys()).map(({ url }) => new URL(url).pathname));
  const wanted = [];
  for (const [address, [hash, size]] of Object.entries(manifest.files)) {
    const name = fileAddress(hash);
    if (!there.has(name)) wanted.push([address, hash, size]);
    there.add(name);
  }
  return wanted;
}
