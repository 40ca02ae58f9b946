/** The chosen photos: kept on the phone, and sent one after the other from the first tap. */
import { obtainKey, sendPhoto } from "./share_delivery.js";
import { pause } from "./share_locks.js";
import { Refused } from "./resumable.js";
import * as store from "./share_store.js";
import { Tile } from "./share_tile.js";

const PICTURE = /^image\/(jpeg|png|webp|heic|heif|avif)$|^$/;

export class Tray extends EventTarget {
  /** From each kept photo to its tile. */
  #tiles = new Map();
  #current = null;
  #work = null;

  constructor(draft, photos) {
    super();
    this.draft = draft;
    for (const photo of photos) this.#tiles.set(photo, null);
  }

  get photos() {
    return [...this.#tiles.keys()];
  }

  /** Show the photos in this form, also when the server has sent it anew. */
  mount(form) {
    this.form = form;
    this.words = form.querySelector("[data-words]").dataset;
    for (const photo of this.photos) this.#show(photo);
    this.#tell();
    this.send();
  }

  #show(photo) {
    const tile = new Tile(this.form, photo, () => this.remove(photo));
    this.#tiles.set(photo, tile);
    tile.say(store.isWithServer(photo) ? "done" : photo.isLoose ? "loose" : "kept");
  }

  #problemOf(file) {
    if (file.size > Number(this.form.dataset.largest)) return this.words.tooLarge;
    if (!PICTURE.test(file.type)) return this.words.notAPicture;
    return this.#tiles.size >= Number(this.form.dataset.most) ? this.words.tooMany : "";
  }

  /** Photos that were chosen just now. */
  async add(files) {
    for (const file of files) {
      const problem = this.#problemOf(file);
      const photo = store.newPhoto(this.draft, { name: file.name, size: file.size, blob: file });
      if (problem) {
        new Tile(this.form, photo, () => {}).complain(problem);
        continue;
      }
      await store.addPhoto(photo);
      this.#tiles.set(photo, null);
      this.#show(photo);
    }
    this.#tell();
    this.send();
  }

  /** Files the server has got already, by another way than this tray. */
  async adopt(files) {
    for (const file of files) {
      const photo = store.newPhoto(this.draft, file);
      await store.addPhoto(photo);
      this.#tiles.set(photo, null);
    }
  }

  /** A smaller copy takes the place of a photo. */
  async exchange(file, copy) {
    const photo = this.photos.find(({ blob }) => blob === file);
    if (photo) await this.remove(photo);
    await this.add([copy]);
  }

  async remove(photo) {
    if (this.#current?.photo === photo) this.#current.control.abort();
    this.#tiles.get(photo)?.row.remove();
    this.#tiles.delete(photo);
    await store.dropPhoto(photo);
    this.#tell();
  }

  /** Send what is not with the server yet. Resolves when nothing is left to send. */
  send() {
    this.#work ??= this.#sendAll().finally(() => {
      this.#work = null;
    });
    return this.#work;
  }

  async #sendAll() {
    for (let photo; (photo = this.photos.find((one) => this.#isDue(one))); ) {
      await this.#obtainKey();
      await this.#sendOne(photo);
    }
    this.#current = null;
  }

  async #obtainKey() {
    for (let tries = 0; ; tries += 1) {
      try {
        return await obtainKey(this.draft);
      } catch {
        this.#report("waiting");
        await pause(tries);
      }
    }
  }

  async #sendOne(photo) {
    const tile = this.#tiles.get(photo);
    const control = new AbortController();
    this.#current = { photo, control };
    this.#report("sending", photo);
    try {
      await sendPhoto(this.draft, photo, {
        signal: control.signal,
        onProgress: (sent, total) => {
          this.#report("sending", photo);
          tile.progress(sent / total);
        },
        onPause: () => this.#report("waiting", photo),
      });
      tile.say("done");
    } catch (error) {
      if (!control.signal.aborted) this.#giveUp(photo, error);
    }
  }

  /** The server takes it in no pieces: it says why, or the photo goes with the form. */
  #giveUp(photo, error) {
    if (!(error instanceof Refused)) throw error;
    photo.isRefused = true;
    this.#tiles.get(photo).complain(error.message);
  }

  /** @param {"sending" | "waiting"} state */
  #report(state, photo) {
    for (const one of photo ? [photo] : this.photos.filter((other) => this.#isDue(other))) {
      this.#tiles.get(one)?.say(state);
    }
    if (this.state === state) return;
    this.state = state;
    this.dispatchEvent(new Event("state"));
  }

  #isDue(photo) {
    return photo.blob && !photo.isRefused && !store.isWithServer(photo);
  }

  /** What goes with the form. */
  get taken() {
    return this.photos.filter((photo) => !photo.isRefused);
  }

  #tell() {
    const detail = this.photos.map(({ blob }) => blob).filter(Boolean);
    this.form.dispatchEvent(new CustomEvent("photos", { detail }));
  }
}
