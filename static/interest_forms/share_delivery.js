/** Bring a draft to the server. */
import { sendFile } from "./resumable.js";
import * as store from "./share_store.js";

/** A moment more than the server asks for: clocks tick differently. */
const SLACK_MS = 500;
/** With so many zeros begins the sum of the key and the number that proves the work. */
const PROOF_BITS = 12;

/** The server has understood, and will not take it like this. */
export class Refused extends Error {
  /** @param {Response} answer The form again, with what is to be mended. */
  constructor(answer) {
    super(`The server answered ${answer.status}.`);
    this.answer = answer;
  }
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Give the draft its key, once and for all: a form opened offline has none. */
export async function obtainKey(draft) {
  if (draft.key) return;
  const answer = await fetch(`${draft.action}key/`, { credentials: "omit" });
  if (!answer.ok) throw new Error(`No key: the server answered ${answer.status}.`);
  const { key, wait } = await answer.json();
  // Another call may have been quicker.
  if (draft.key) return;
  draft.key = key;
  draft.notBefore = Date.now() + wait * 1000 + SLACK_MS;
  await store.keepDraft(draft);
}

/** Send one photo, going on where it was cut off. */
export async function sendPhoto(draft, photo, options = {}) {
  if (store.isWithServer(photo) || !photo.blob) return;
  photo.token = await sendFile(photo.blob, {
    ...options,
    name: photo.name,
    key: draft.key,
    resumeUrl: photo.url || undefined,
    onUrl: (url) => {
      photo.url = url;
      store.notePhoto(photo);
    },
  });
  photo.sent = Date.now();
  await store.notePhoto(photo);
}

function bodyOf(draft, photos) {
  const body = new FormData();
  for (const [name, value] of draft.fields) body.append(name, value);
  body.set("key", draft.key);
  for (const photo of photos) {
    if (photo.token) body.append("kept", photo.token);
    else body.append("photos", photo.blob, photo.name);
  }
  return body;
}

async function isFound(text) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return new DataView(digest).getUint32(0) >>> (32 - PROOF_BITS) === 0;
}

/** Work for the key, little for one form and much for thousands; "" if it cannot. */
async function proofFor(key) {
  if (!globalThis.crypto?.subtle) return "";
  for (let number = 0; ; number++) if (await isFound(`${key}:${number}`)) return number;
}

/** Send the form. Sent again with the same key it is the same submission. */
export async function sendForm(draft, photos) {
  const wait = pause(Math.max(0, draft.notBefore - Date.now()));
  const body = bodyOf(draft, photos);
  body.set("proof", await proofFor(draft.key));
  await wait;
  const answer = await fetch(draft.action, {
    method: "POST",
    body,
    headers: { Accept: "application/json" },
    credentials: "omit",
  });
  if (answer.status === 201) return answer.json();
  if (answer.status >= 500) throw new Error(`The server answered ${answer.status}.`);
  throw new Refused(answer);
}

/** Everything that is left to do for a draft whose sender has pressed Send. */
export async function deliver(draft, photos, options) {
  await obtainKey(draft);
  for (const photo of photos) await sendPhoto(draft, photo, options);
  const receipt = await sendForm(draft, photos);
  await store.replaceByReceipt(draft, receipt);
  return receipt;
}
