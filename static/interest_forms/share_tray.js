/** The chosen photos: kept on the phone, and sent one after the other from the first tap. */
import { Failed, pause } from "./line.js";
import { obtainKey, sendPhoto } from "./share_delivery.js";
import * as store from "./share_store.js";
import { Tile } from "./share_tile.js";

// What the server says of a file that is none of its kind.
const FAULTY = [413, 415, 422];
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
    this.#begin();
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
  async add(files, digest) {
    for (const file of files) {
      const problem = this.#problemOf(file);
      const photo = store.newPhoto(this.draft, { name: file.name, size: file.size, blob: file, digest });
      if (problem) {
        new Tile(this.form, photo, () => {}).complain(problem);
        continue;
      }
      await store.addPhoto(photo);
      this.#tiles.set(photo, null);
      this.#show(photo);
    }
    this.#tell();
    this.#begin();
  }

  /** Files the server has got already, by another way than this tray. */
  async adopt(files) {
    for (const file of files) {
      const photo = store.newPhoto(this.draft, file);
      await store.addPhoto(photo);
      this.#tiles.set(photo, null);
    }
  }

  /** A smaller copy takes the place of a photo, whose digest is remembered. */
  async exchange(file, copy, digest) {
    const photo = this.photos.find(({ blob }) => blob === file);
    if (photo) await this.remove(photo);
    await this.add([copy], digest);
  }

  async remove(photo) {
    if (this.#current?.photo === photo) this.#current.control.abort();
    this.#tiles.get(photo)?.row.remove();
    this.#tiles.delete(photo);
    await store.dropPhoto(photo);
    this.#tell();
  }

  /** Whoever presses Send is told what does not pass. */
  #begin() {
    this.send().catch(() => {});
  }

  /** Whether the phone has all of them, or the server has. */
  get isKept() {
    return this.photos.every((photo) => !photo.isLoose || store.isWithServer(photo));
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
    [this.#current, this.state] = [null, ""];
  }

  async #obtainKey() {
    for (let tries = 0; ; tries += 1) {
      try {
        return await obtainKey(this.draft);
      } catch (error) {
        if (!error.passes) throw error;
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

  /** It comes in no pieces: the server says why, or the photo goes with the form. */
  #giveUp(photo, error) {
    if (!(error instanceof Failed)) reportError(error);
    photo.isStuck = true;
    photo.isRefused = FAULTY.includes(error.status);
    const tile = this.#tiles.get(photo);
    if (photo.isRefused) tile.complain(error.words);
    else tile.say("kept");
  }

  /** @param {"sending" | "waiting"} state */
  #report(state, photo) {
    for (const one of photo ? [photo] : this.photos.filter((other) => this.#isDue(other))) {
      this.#tiles.get(one)?.say(state === "waiting" && one.isLoose ? "loose" : state);
    }
    if (this.state === state) return;
    this.state = state;
    this.dispatchEvent(new Event("state"));
  }

  #isDue(photo) {
    return photo.blob && !photo.isStuck && !store.isWithServer(photo);
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
