/** What a pack on the phone answers when the network does not. */
import { fileAddress, openFiles, packs } from "../packs/store.js";

const FILE = /^\/packs\/files\/([0-9a-f]{64})$/;
const PARTS = /^\/(static|media|patterns|basemap|[a-z]{2})\//;
// Of each picture the pack has the smallest size.
const PICTURE = /^(\/media\/photos\/[0-9a-f]{32})-\d+\.\w+$/;
// With one bar of signal a page may take minutes; in milliseconds.
const PATIENCE = 8000;
const RANGE = /^bytes=(\d+)-(\d*)$/;

/** Whether a pack may have what is at that path. */
export const mayHave = (path) => FILE.test(path) || PARTS.test(path);

/** What has its hash for a name is the same everywhere; all else is the network's first. */
export async function fetchOrKept(event) {
  const { request } = event;
  const [, hash] = FILE.exec(new URL(request.url).pathname) ?? [];
  const known = hash && await file([hash, 0, "application/octet-stream", 0], request);
  return known || networkOrKept(event, fetch(request));
}

/** The network's answer; where it fails, or keeps one waiting, that of a pack if one has it. */
export async function networkOrKept(event, network) {
  let timer;
  const slow = new Promise((resolve) => { timer = setTimeout(resolve, PATIENCE); });
  try {
    return await Promise.race([network, slow.then(() => answerFor(event)).then((kept) => kept ?? network)]);
  } catch (error) {
    const kept = await answerFor(event);
    if (!kept) throw error;
    return kept;
  } finally {
    clearTimeout(timer);
  }
}

/** The answer of a pack: first of the one that has the page which asks; or null. */
async function answerFor({ request, clientId }) {
  const page = (await self.clients.get(clientId))?.url;
  const known = await packs();
  if (page) known.sort((one, other) => has(other, page) - has(one, page));
  for (const pack of known) {
    const entry = entryOf(pack, request.url);
    const answer = entry && await file(entry, request);
    if (answer) return answer;
  }
  return null;
}

const has = (pack, address) => Number(Boolean(entryOf(pack, address)));

/** A map or list that is asked for more is the whole one of its group. */
function entryOf({ files, group }, address) {
  const { pathname, searchParams } = new URL(address);
  const path = pathname.replace(PICTURE, "$1-320.webp");
  const isOfOther = searchParams.has("group") && searchParams.get("group") !== group;
  return files[path] ?? (isOfOther ? undefined : files[`${path}?group=${group}`]);
}

async function file([hash, , type, isGzipped], request) {
  const answer = await (await openFiles()).match(fileAddress(hash));
  if (!answer) return null;
  // Pages keep the policy under which their files were sent.
  const headers = new Headers({ "Content-Type": type });
  const policy = answer.headers.get("Content-Security-Policy");
  if (policy) headers.set("Content-Security-Policy", policy);
  const range = RANGE.exec(request.headers.get("Range") ?? "");
  if (range) return part(await answer.blob(), range, headers);
  const body = isGzipped ? answer.body.pipeThrough(new DecompressionStream("gzip")) : answer.body;
  return new Response(body, { headers });
}

function part(blob, [, first, last], headers) {
  const from = Number(first);
  const until = Math.min(last ? Number(last) + 1 : blob.size, blob.size);
  if (from >= until) {
    headers.set("Content-Range", `bytes */${blob.size}`);
    return new Response(null, { status: 416, headers });
  }
  headers.set("Content-Range", `bytes ${from}-${until - 1}/${blob.size}`);
  return new Response(blob.slice(from, until), { status: 206, headers });
}
