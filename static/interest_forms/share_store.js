/**
 * What the phone keeps of the photo form: drafts with their photos, and receipts.
 * Used by the page and by the service worker. Nothing of it leaves the phone from here.
 */

const DAY_MS = 24 * 60 * 60 * 1000;
/** Untouched for so long, a draft is deleted: the phone may be a shared one. */
const DRAFT_DAYS = 14;
/** The server keeps a file that belongs to no form for a day; not to be on the edge. */
const TOKEN_HOURS = 20;

/**
 * @typedef {object} Draft
 * @property {string} id
 * @property {"open" | "waiting"} state `waiting`: the person has pressed Send.
 * @property {string} action Where it is sent: the form's address in its language.
 * @property {[string, string][]} fields What stands in the form.
 * @property {string} key The form's signed key, once obtained.
 * @property {number} notBefore When it may be sent, in ms.
 * @property {number} changed In ms.
 *
 * @typedef {object} KeptPhoto
 * @property {string} id
 * @property {string} draft
 * @property {string} name
 * @property {number} size Bytes.
 * @property {Blob | null} blob `null`: the server alone has it.
 * @property {boolean} isLoose The phone had no room for it: this page alone has it.
 * @property {string} url Where its upload goes on.
 * @property {string} token Stands for the file in the form once the server has it.
 * @property {number} sent When the token was given, in ms.
 * @property {string} digest Of the file that was chosen, once the server has it.
 */

let connection;

/** What a request to IndexedDB gives. */
function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function open() {
  const request = indexedDB.open("megdan", 1);
  request.onupgradeneeded = () => {
    const db = request.result;
    db.createObjectStore("drafts", { keyPath: "id" });
    db.createObjectStore("photos", { keyPath: "id" }).createIndex("draft", "draft");
    // Apart from what is known of them: that changes often, and they are large.
    db.createObjectStore("blobs");
    db.createObjectStore("receipts", { keyPath: "address" });
  };
  return done(request);
}

/** Do something with these stores, whole or not at all. */
async function within(names, act, mode = "readwrite") {
  connection ??= open();
  const work = (await connection).transaction(names, mode);
  const ended = new Promise((resolve, reject) => {
    work.oncomplete = resolve;
    work.onabort = () => reject(work.error);
  });
  const [found] = await Promise.all([act(...names.map((name) => work.objectStore(name))), ended]);
  return found;
}

/** Write where there is room. @returns {Promise<boolean>} A phone that is full keeps nothing. */
async function keep(names, act) {
  try {
    await within(names, act);
    return true;
  } catch (error) {
    if (error instanceof DOMException) return false;
    throw error;
  }
}

/** All of one store. */
const allOf = (name) => within([name], (store) => done(store.getAll()), "readonly");

/** @returns {Draft} A draft that is not kept yet. */
export function newDraft(action) {
  const id = crypto.randomUUID();
  return { id, state: "open", action, fields: [], key: "", notBefore: 0, changed: Date.now() };
}

/** @returns {KeptPhoto} */
export function newPhoto(draft, { name, size, blob = null, token = "", digest = "" }) {
  const [id, at] = [crypto.randomUUID(), Date.now()];
  const sent = token ? at : 0;
  return { id, draft: draft.id, name, size, blob, isLoose: false, url: "", token, digest, sent, at };
}

/** Whether the server still knows the file by its token. */
export function isWithServer(photo) {
  return Boolean(photo.token) && Date.now() - photo.sent < TOKEN_HOURS * DAY_MS / 24;
}

/** @returns {Promise<boolean>} Whether there was room. */
export async function keepDraft(draft) {
  draft.changed = Date.now();
  return keep(["drafts"], (drafts_) => void drafts_.put(draft));
}

/** Keep a photo that was just chosen. A phone that is full keeps none; it is sent still. */
export async function addPhoto(photo) {
  const { blob, ...known } = photo;
  photo.isLoose = !(await keep(["photos", "blobs"], (photos, blobs) => {
    photos.put(known);
    if (blob) blobs.put(blob, photo.id);
  }));
}

/** Note how far a photo is. */
export async function notePhoto({ blob: _blob, ...known }) {
  if (!known.isLoose) await keep(["photos"], (photos) => void photos.put(known));
}

export async function dropPhoto(photo) {
  await within(["photos", "blobs"], (photos, blobs) => {
    photos.delete(photo.id);
    blobs.delete(photo.id);
  });
}

export const draftOf = (id) => within(["drafts"], (all) => done(all.get(id)), "readonly");

/** Every draft, newest first. */
export async function drafts() {
  return (await allOf("drafts")).sort((one, other) => other.changed - one.changed);
}

/** A draft's photos in the order they were chosen. */
export async function photosOf(draft) {
  const read = async (photos, blobs) => {
    const known = await done(photos.index("draft").getAll(draft.id));
    const found = await Promise.all(known.map(({ id }) => done(blobs.get(id))));
    return known.map((photo, place) => ({ ...photo, blob: found[place] ?? null }));
  };
  const found = await within(["photos", "blobs"], read, "readonly");
  return found.sort((one, other) => one.at - other.at);
}

async function removeFrom(all, photos, blobs, id) {
  all.delete(id);
  for (const key of await done(photos.index("draft").getAllKeys(id))) {
    photos.delete(key);
    blobs.delete(key);
  }
}

export async function removeDraft({ id }) {
  await within(["drafts", "photos", "blobs"], (...stores) => removeFrom(...stores, id));
}

/** The draft has arrived: its receipt takes its place, in one step. */
export async function replaceByReceipt({ id }, { receipt, code }, sent) {
  const digests = sent.map(({ digest }) => digest).filter(Boolean);
  await keep(["drafts", "photos", "blobs", "receipts"], (all, photos, blobs, receipts_) => {
    receipts_.put({ address: receipt, code, draft: id, digests, at: Date.now() });
    return removeFrom(all, photos, blobs, id);
  });
}

/** The receipts kept on this phone, newest first. */
export async function receipts() {
  return (await allOf("receipts")).sort((one, other) => other.at - one.at);
}

/** The digests of the photos whose receipts are here. To ask the server would tell what it holds. */
export async function digestsSent() {
  return new Set((await receipts()).flatMap(({ digests }) => digests ?? []));
}

export const forgetReceipts = () => within(["receipts"], (all) => void all.clear());

/** Delete the drafts nobody has touched for long, with their photos. */
export async function removeExpired() {
  const oldest = Date.now() - DRAFT_DAYS * DAY_MS;
  for (const draft of await drafts()) if (draft.changed < oldest) await removeDraft(draft);
}
