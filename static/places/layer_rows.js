/** The list of a layer in the panel: the same rows as on the map, for eye, finger and keyboard. */

const form = document.getElementById("layer-row");

export class LayerRows {
  /** `onPress(id)`, and `onPoint(id, on)` while a row is pointed at or has the focus. */
  constructor(part, words, { onPress, onPoint }) {
    Object.assign(this, { part, words, onPress, onPoint });
    this.list = part.querySelector(".layer-rows");
    this.told = part.querySelector("[data-told]");
    this.shown = new Map();
  }

  show({ rows, more }, chosen) {
    const wanted = new Set(rows.map(({ id }) => id));
    for (const [id, item] of this.shown) {
      if (wanted.has(id)) continue;
      item.remove();
      this.shown.delete(id);
    }
    rows.forEach((row, index) => {
      if (!this.shown.has(row.id)) this.shown.set(row.id, this.made(row));
      const item = this.shown.get(row.id);
      // What stands where it should keeps the focus.
      if (this.list.children[index] !== item) this.list.insertBefore(item, this.list.children[index] ?? null);
    });
    this.mark(chosen);
    this.tell(rows.length ? (more && this.words.more) || "" : this.words.nothing);
  }

  tell(words) {
    if (this.told.textContent !== words) this.told.textContent = words;
  }

  mark(chosen) {
    for (const [id, item] of this.shown) item.querySelector("button").setAttribute("aria-pressed", id === chosen);
  }

  light(id, on) {
    this.shown.get(id)?.classList.toggle("lit", on);
  }

  /** Go on with the keyboard at this row. */
  focus(id) {
    this.shown.get(id)?.querySelector("button").focus();
  }

  made({ id, name, told, url }) {
    const item = form.content.firstElementChild.cloneNode(true);
    const [button, link] = item.children;
    button.append(said("b", name), ...told.map((one) => said("span", one)));
    button.addEventListener("click", () => this.onPress(id));
    for (const [event, on] of [["mouseenter", true], ["mouseleave", false], ["focusin", true], ["focusout", false]]) {
      item.addEventListener(event, () => this.onPoint(id, on));
    }
    link.href = url;
    link.setAttribute("aria-label", this.words.page.replace("NAME", name.words));
    return item;
  }
}

function said(tag, { words, lang }) {
  const element = document.createElement(tag);
  element.textContent = words;
  if (lang) element.lang = lang;
  return element;
}
