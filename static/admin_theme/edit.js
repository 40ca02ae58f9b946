/** The picture editor: rectangles over the picture, kept in the form's own numbers. */
const SIDES = ["left", "top", "width", "height"];
const STEP = 1;
const LEAST = { crop: 5, hide: 0.5 };
const NEW = { crop: [5, 5, 90, 90], hide: [40, 40, 20, 20] };
const CELLS = 6;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const within = (value, low, high) => Math.min(Math.max(value, low), high);

/** One rectangle: a fieldset of four numbers (per cent), and its box on the picture. */
class Area {
  constructor(fieldset, editor) {
    this.fieldset = fieldset;
    this.editor = editor;
    this.kind = fieldset.dataset.area.split("-")[0];
    this.inputs = SIDES.map((side) => fieldset.querySelector(`[name$="-${side}"]`));
    this.box = document.createElement("button");
    this.box.type = "button";
    this.box.className = `edit-box ${this.kind}`;
    this.box.setAttribute("aria-label", fieldset.querySelector("legend").textContent);
    this.box.setAttribute("aria-describedby", "edit-keys");
    for (const className of ["edit-grip", "edit-corner"]) {
      this.box.append(Object.assign(document.createElement("span"), { className }));
    }
    editor.stage.append(this.box);
    this.box.addEventListener("keydown", (event) => this.press(event));
    this.box.addEventListener("pointerdown", (event) => this.grasp(event, event.target.className === "edit-corner"));
    fieldset.addEventListener("input", () => editor.draw());
    const remove = fieldset.querySelector("[data-remove]");
    remove.hidden = false;
    remove.addEventListener("click", () => this.remove());
  }

  get isSet() {
    return this.inputs.every(({ value }) => value !== "");
  }

  get values() {
    return this.inputs.map(({ value }) => Number(value));
  }

  /** Keep the four numbers, moved or shrunk so that they lie within the picture. */
  set(left, top, width, height) {
    const wide = within(width, LEAST[this.kind], 100);
    const high = within(height, LEAST[this.kind], 100);
    const numbers = [within(left, 0, 100 - wide), within(top, 0, 100 - high), wide, high];
    this.inputs.forEach((input, index) => { input.value = Math.round(numbers[index] * 10) / 10; });
    this.editor.draw();
  }

  stretch(width, height) {
    const [left, top] = this.values;
    this.set(left, top, within(width, 0, 100 - left), within(height, 0, 100 - top));
  }

  remove() {
    this.inputs.forEach((input) => { input.value = ""; });
    this.editor.draw();
    this.editor.form.querySelector(`[data-add="${this.kind}"]`).focus();
  }

  press(event) {
    if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      this.remove();
    }
    if (!(event.key in ARROWS)) return;
    event.preventDefault();
    const [x, y] = ARROWS[event.key].map((one) => one * STEP);
    const [left, top, width, height] = this.values;
    if (event.shiftKey) this.stretch(width + x, height + y);
    else this.set(left + x, top + y, width, height);
    this.editor.tell(this);
  }

  /** Follow the pointer until it is lifted: move the box, or pull at its corner. */
  grasp(event, stretches) {
    event.preventDefault();
    event.stopPropagation();
    this.box.focus();
    const [startX, startY] = this.editor.share(event);
    const [left, top, width, height] = this.values;
    const follow = (moved) => {
      const [x, y] = this.editor.share(moved);
      if (stretches) this.stretch(width + x - startX, height + y - startY);
      else this.set(left + x - startX, top + y - startY, width, height);
    };
    const release = () => {
      window.removeEventListener("pointermove", follow);
      this.editor.tell(this);
    };
    window.addEventListener("pointermove", follow);
    window.addEventListener("pointerup", release, { once: true });
  }

  place() {
    this.fieldset.hidden = !this.isSet;
    this.box.hidden = !this.isSet;
    SIDES.forEach((side, index) => { this.box.style[side] = `${this.values[index]}%`; });
  }
}

class Editor {
  constructor(form) {
    this.form = form;
    this.stage = form.querySelector("[data-stage]");
    this.picture = this.stage.querySelector("img");
    this.canvas = form.querySelector("canvas");
    this.turn = form.querySelector("[name=turn]");
    this.tilt = form.querySelector("[name=tilt]");
    this.told = form.querySelector("[data-told]");
    this.areas = [...form.querySelectorAll("[data-area]")].map((one) => new Area(one, this));
    form.querySelectorAll("[data-script]").forEach((one) => { one.hidden = false; });
    form.querySelectorAll("[data-add]").forEach((button) => {
      button.addEventListener("click", () => this.addInTheMiddle(button.dataset.add));
    });
    this.stage.addEventListener("pointerdown", (event) => this.begin(event));
    [this.turn, this.tilt].forEach((field) => field.addEventListener("input", () => this.draw()));
    this.picture.addEventListener("load", () => this.draw());
    this.draw();
  }

  /** Where on the picture the pointer is, in per cent. */
  share(event) {
    const box = this.picture.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width * 100, (event.clientY - box.top) / box.height * 100];
  }

  /** Use the next free rectangle of that kind; none may be left. */
  add(kind, values) {
    const areas = this.areas.filter((area) => area.kind === kind);
    const free = areas.find((area) => !area.isSet);
    free?.set(...values);
    return free ?? (kind === "crop" ? areas[0] : undefined);
  }

  /** Each a little beside the last, so that none lies under another. */
  addInTheMiddle(kind) {
    const [left, top, width, height] = NEW[kind];
    const beside = 3 * this.areas.filter((area) => area.kind === kind && area.isSet).length;
    this.add(kind, [left + beside, top + beside, width, height])?.box.focus();
  }

  begin(event) {
    if (event.button !== 0) return;
    const [left, top] = this.share(event);
    this.add("hide", [left, top, LEAST.hide, LEAST.hide])?.grasp(event, true);
  }

  /** For those who do not see the box move. */
  tell(area) {
    const words = area.inputs.map((input) => `${input.labels[0].textContent} ${input.value}`);
    this.told.textContent = `${area.box.getAttribute("aria-label")} ${words.join(", ")}`;
  }

  draw() {
    this.areas.forEach((area) => area.place());
    if (this.picture.naturalWidth) this.preview();
  }

  /** Nearly what the worker will make of the original: hidden, cropped, turned, straightened. */
  preview() {
    const { naturalWidth: width, naturalHeight: height } = this.picture;
    const sheet = new OffscreenCanvas(width, height);
    const ink = sheet.getContext("2d");
    ink.drawImage(this.picture, 0, 0);
    const pixels = (area) => area.values.map((value, index) => Math.max(1, value / 100 * (index % 2 ? height : width)));
    const set = this.areas.filter((area) => area.isSet);
    set.filter(({ kind }) => kind === "hide").forEach((area) => coarsen(ink, pixels(area)));
    const crop = set.find(({ kind }) => kind === "crop");
    const [left, top, wide, high] = crop ? pixels(crop) : [0, 0, width, height];
    const turn = Number(this.turn.value);
    [this.canvas.width, this.canvas.height] = turn % 2 ? [high, wide] : [wide, high];
    const paper = this.canvas.getContext("2d");
    paper.translate(this.canvas.width / 2, this.canvas.height / 2);
    // What the worker cuts away stands outside: the picture fills its frame without corners.
    const angle = Number(this.tilt.value) * Math.PI / 180;
    const grown = Math.cos(angle) + Math.max(wide / high, high / wide) * Math.sin(Math.abs(angle));
    paper.scale(grown, grown);
    paper.rotate(turn * Math.PI / 2 + angle);
    paper.drawImage(sheet, left, top, wide, high, -wide / 2, -high / 2, wide, high);
  }
}

function coarsen(ink, [left, top, width, height]) {
  const cell = Math.max(width, height) / CELLS;
  const cells = new OffscreenCanvas(Math.max(1, width / cell), Math.max(1, height / cell));
  cells.getContext("2d").drawImage(ink.canvas, left, top, width, height, 0, 0, cells.width, cells.height);
  ink.drawImage(cells, 0, 0, cells.width, cells.height, left, top, width, height);
}

document.querySelectorAll("[data-editor]").forEach((form) => new Editor(form));
