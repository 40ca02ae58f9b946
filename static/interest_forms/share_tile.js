/** One chosen photo as the sender sees it: preview, name, size, how far it is. */
import { sizeText } from "./share_texts.js";

/** A copy of what the page has prepared in a `<template>`. */
function prepared(form, selector) {
  return form.querySelector(`template${selector}`).content.firstElementChild.cloneNode(true);
}

function show(preview, blob) {
  const picture = document.createElement("img");
  picture.alt = "";
  picture.src = URL.createObjectURL(blob);
  // HEIC is no picture to most browsers.
  picture.addEventListener("error", () => picture.remove(), { once: true });
  picture.addEventListener("load", () => URL.revokeObjectURL(picture.src), { once: true });
  preview.append(picture);
}

export class Tile {
  constructor(form, photo, onRemove) {
    this.form = form;
    this.row = prepared(form, "[data-tile]");
    this.row.querySelector("b").textContent = photo.name;
    if (photo.size) this.row.querySelector("p").textContent = sizeText(photo.size);
    if (photo.blob) show(this.row.querySelector(".preview"), photo.blob);
    const button = this.row.querySelector("button");
    button.setAttribute("aria-label", `${button.textContent.trim()}: ${photo.name}`);
    button.addEventListener("click", () => {
      this.row.remove();
      onRemove();
      form.querySelector("input[type=file]").focus();
    });
    form.querySelector("[data-uploads]").append(this.row);
  }

  /** @param {"kept" | "sending" | "waiting" | "done" | "loose"} state */
  say(state) {
    if (this.state === state) return;
    this.state = state;
    this.row.querySelector("[data-state]").replaceChildren(prepared(this.form, `[data-state=${state}]`));
    this.row.querySelector("progress").hidden = state !== "sending" && state !== "waiting";
  }

  /** What speaks against the file, in words. */
  complain(problem) {
    const text = document.createElement("p");
    text.className = "error";
    text.textContent = problem;
    this.row.classList.add("bad");
    this.row.querySelector("[data-state]").replaceChildren();
    this.row.querySelector("progress").hidden = true;
    this.row.append(text);
  }

  /** @param {number} share How much has arrived, 0 to 1. */
  progress(share) {
    this.row.querySelector("progress").value = 100 * share;
  }
}
