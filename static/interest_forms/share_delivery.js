/** Bring a draft to the server. */
import { digestOf } from "./advice.js";
import { ask } from "./line.js";
import { proofFor } from "./proof.js";
import { sendFile } from "./resumable.js";
import * as store from "./share_store.js";

/** A moment more than the server asks for: clocks tick differently. */
const SLACK_MS = 500;

/** A form with photos in it may take so long. */
const LONG_MS = 60 * 60 * 1000;

const until = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Give the draft its key, once and for all: a form opened offline has none. */
export async function obtainKey(draft) {
  if (draft.key) return;
  const { key, wait } = JSON.parse((await ask(`${draft.action}key/`)).text);
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
  photo.digest ||= await digestOf(photo.blob);
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

/**
 * Send the form; what has arrived is a receipt. Sent again with the same key it is the
 * same submission.
 */
export async function sendForm(draft, photos) {
  const wait = until(Math.max(0, draft.notBefore - Date.now()));
  const body = bodyOf(draft, photos);
  body.set("proof", await proofFor(draft.key));
  await wait;
  const headers = { Accept: "application/json" };
  const patience = photos.every(({ token }) => token) ? undefined : LONG_MS;
  const { text } = await ask(draft.action, { method: "POST", body, headers, patience });
  const receipt = JSON.parse(text);
  await store.replaceByReceipt(draft, receipt, photos);
  return receipt;
}

/** Everything that is left to do for a draft whose sender has pressed Send. */
export async function deliver(draft, photos, options) {
  await obtainKey(draft);
  for (const photo of photos) {
    // One that comes in no pieces goes with the form: that is told what speaks against it.
    await sendPhoto(draft, photo, options).catch((error) => {
      if (error.passes) throw error;
    });
  }
  return sendForm(draft, photos);
}
