/** Typing a signed sheet: each row is saved when it is left; the picture is turned and enlarged. */
const RETRY = 5000;
const NARROWEST = 1;
const WIDEST = 5;
const STEP = 1.3;

/** The rows: what is saved goes up into the list, and its row is free again. */
class Rows {
  constructor(form, list, told) {
    [this.form, this.list, this.told] = [form, list, told];
    this.rows = form.querySelector("[data-rows]");
    form.addEventListener("focusout", ({ target, relatedTarget }) => {
      const row = target.closest("[data-row]");
      if (row && !row.contains(relatedTarget)) this.save(row);
    });
    form.addEventListener("keydown", (event) => this.enter(event));
    addEventListener("online", () => this.saveAll());
  }

  /** Enter leads to the next person, as in a table. */
  enter(event) {
    const row = event.target.closest("[data-row]");
    if (event.key !== "Enter" || !row || event.target.tagName === "BUTTON") return;
    event.preventDefault();
    const next = row.nextElementSibling ?? row;
    if (next === row) event.target.blur();
    nameOf(next).focus();
  }

  saveAll() {
    for (const row of [...this.rows.children]) this.save(row);
  }

  async save(row) {
    if (row.disabled || !isTyped(row)) return;
    const data = new FormData();
    for (const [name, value] of new FormData(this.form)) {
      if (!name.startsWith("row-") || row.elements.namedItem(name)) data.append(name, value);
    }
    data.append("act", "row");
    // What is on its way is not changed meanwhile.
    row.disabled = true;
    let answer;
    try {
      answer = await fetch(this.form.action, { method: "POST", body: data });
    } catch {
      this.tell(this.told.dataset.offline);
      setTimeout(() => this.save(row), RETRY);
    } finally {
      row.disabled = false;
    }
    if (answer?.status === 422) this.mark(row, await answer.text());
    else if (answer?.ok && !answer.redirected) this.keep(row, await answer.text());
    else if (answer) this.form.requestSubmit();
  }

  /** Say what is wrong beside the fields; what was typed stays. */
  mark(row, html) {
    clearMarks(row);
    for (const errors of parsed(html).querySelectorAll(".errorlist")) {
      const field = errors.closest(".field").querySelector("input, select");
      row.elements.namedItem(field.name).before(errors);
    }
    this.tell(this.told.dataset.wrong);
  }

  keep(row, html) {
    const entry = parsed(html).querySelector("li");
    const { before, saved } = this.told.dataset;
    this.list.querySelector(`#${entry.id}`)?.remove();
    this.list.append(entry);
    this.tell(`${nameOf(row).value}: ${"before" in entry.dataset ? before : saved}`);
    clearMarks(row);
    for (const field of row.elements) {
      if (field.type === "checkbox") field.checked = false;
      else field.value = field.name.endsWith("-nonce") ? crypto.randomUUID() : "";
    }
    if (!row.contains(document.activeElement)) this.rows.append(row);
  }

  tell(words) {
    this.told.textContent = words;
  }
}

const nameOf = (row) => row.querySelector("[name$=-name]");
const isTyped = (row) => [...row.querySelectorAll("input[type=text]")].some(({ value }) => value.trim());
const parsed = (html) => document.createRange().createContextualFragment(html);
const clearMarks = (row) => row.querySelectorAll(".errorlist").forEach((marks) => marks.remove());

/** The picture on its paper, which is as large as the turned picture. */
class Picture {
  constructor(element) {
    this.paper = element.querySelector(".sheet-paper");
    this.image = this.paper.querySelector("img");
    [this.zoom, this.turns] = [1, 0];
    element.querySelector("[data-tools]").hidden = false;
    element.addEventListener("click", ({ target }) => this.press(target.closest("button")));
    if (this.image.complete) this.draw();
    else this.image.addEventListener("load", () => this.draw());
    new ResizeObserver(() => this.draw()).observe(this.paper.parentElement);
  }

  press(button) {
    if (!button) return;
    if ("turn" in button.dataset) this.turns = (this.turns + 1) % 4;
    if (button.dataset.zoom) {
      const wanted = this.zoom * STEP ** Number(button.dataset.zoom);
      this.zoom = Math.min(WIDEST, Math.max(NARROWEST, wanted));
    }
    this.draw();
  }

  draw() {
    const { naturalWidth: across, naturalHeight: down } = this.image;
    if (!across) return;
    const isLying = this.turns % 2;
    const wide = this.paper.parentElement.clientWidth * this.zoom;
    const high = (wide * (isLying ? across : down)) / (isLying ? down : across);
    Object.assign(this.paper.style, { width: `${wide}px`, height: `${high}px` });
    this.image.style.width = `${isLying ? high : wide}px`;
    this.image.style.transform = `translate(-50%, -50%) rotate(${this.turns * 90}deg)`;
  }
}

const element = document.querySelector("[data-sheet]");
const form = element.querySelector(".sheet-form");
element.dataset.scripted = "";
new Rows(form, element.querySelector("[data-entries]"), element.querySelector("[data-told]"));
new Picture(element.querySelector(".sheet-picture"));
