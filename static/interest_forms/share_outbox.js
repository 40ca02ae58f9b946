/** Forms that wait for signal, and the receipts of those that have arrived. */
import { pause } from "./line.js";
import { deliver } from "./share_delivery.js";
import { holdAfterOthers } from "./share_locks.js";
import * as store from "./share_store.js";

const day = (at) => new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long" }).format(at);

function link(text, href) {
  const made = document.createElement("a");
  [made.textContent, made.href] = [text, href];
  return made;
}

/** The list of receipts; one tap empties it. */
export async function showReceipts() {
  const box = document.querySelector("[data-receipts]");
  const all = await store.receipts();
  box.hidden = !all.length;
  box.querySelector("ul").replaceChildren(
    ...all.map(({ address, code, at }) => {
      const item = document.createElement("li");
      item.append(link(code, address), ` · ${day(at)}`);
      return item;
    }),
  );
  box.querySelector("button").onclick = async () => {
    await store.forgetReceipts();
    await showReceipts();
    document.getElementById("main").focus();
  };
}

class Waiting {
  #isGone = false;

  constructor(box, draft, photos) {
    Object.assign(this, { box, draft, photos });
    this.row = box.querySelector("template").content.firstElementChild.cloneNode(true);
    const count = photos.length ? `${photos.length} × ` : "";
    this.row.querySelector("b").textContent = `${count}${photos[0]?.name ?? ""}`;
    this.row.querySelector("small").textContent = day(draft.changed);
    this.row.querySelector("[data-discard]").addEventListener("click", () => this.remove());
    this.row.querySelector("[data-mend]").addEventListener("click", () => this.mend());
    box.querySelector("ul").append(this.row);
    box.hidden = false;
  }

  leave() {
    this.#isGone = true;
    this.row.remove();
    this.box.hidden = !this.box.querySelector("li");
  }

  async remove() {
    this.leave();
    await store.removeDraft(this.draft);
  }

  /** Back into the form: it is opened with the draft that was touched last. */
  async mend() {
    this.#isGone = true;
    await store.keepDraft({ ...this.draft, state: "open" });
    location.assign(this.draft.action);
  }

  /** Try until it has arrived, is refused, or is taken back. */
  async deliver(arrived) {
    for (const button of this.row.querySelectorAll("button")) button.hidden = false;
    for (let tries = 0; !this.#isGone; tries += 1) {
      try {
        const receipt = await deliver(this.draft, this.photos);
        this.leave();
        return arrived(receipt);
      } catch (error) {
        if (!error.passes) return this.#refused();
        await pause(tries);
      }
    }
  }

  #refused() {
    this.row.querySelector("[data-refused]").hidden = false;
    this.row.querySelector("[data-waits]").hidden = true;
  }
}

async function sayArrived({ receipt, code }) {
  const said = document.querySelector("[data-arrived]");
  said.hidden = false;
  said.querySelector("a").href = receipt;
  said.querySelector("a").textContent = code;
  await showReceipts();
}

/** Deliver one form as soon as no other tab and no worker is at it. */
async function see(box, draft) {
  const waiting = new Waiting(box, draft, await store.photosOf(draft));
  const letGo = await holdAfterOthers(draft.id);
  const kept = await store.draftOf(draft.id);
  if (kept?.state === "waiting") await waiting.deliver(sayArrived);
  else waiting.leave();
  const found = (await store.receipts()).find((one) => one.draft === draft.id);
  if (!kept && found) await sayArrived({ receipt: found.address, code: found.code });
  letGo();
}

/** Deliver what was left waiting when the page was closed, and say when it has arrived. */
export async function emptyOutbox() {
  const box = document.querySelector("[data-outbox]");
  for (const draft of await store.drafts()) if (draft.state === "waiting") see(box, draft);
}
