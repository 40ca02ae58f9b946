/** Tells what a calendar rule means while it is edited. Nothing is saved by it. */
const PAUSE = 300;
// Fields that say nothing for what is chosen in another one.
const NEEDED = [
  ["anchor", (anchor) => anchor === "date", ["day", "old_style"]],
  ["anchor", (anchor) => !anchor.endsWith("easter"), ["month"]],
  ["snap", (snap) => snap === "nth", ["nth"]],
  ["not_before", (anchor) => anchor === "date", ["not_before_day"]],
  ["not_before", (anchor) => anchor !== "" && !anchor.endsWith("easter"), ["not_before_month"]],
  ["not_before", (anchor) => anchor !== "", ["not_before_offset"]],
];
const PREFIX = "rule-0-";

class RulePreview {
  constructor(element) {
    this.element = element;
    this.told = element.querySelector("[data-rule-told]");
    element.addEventListener("input", () => this.change());
    element.addEventListener("change", () => this.change());
    this.showNeeded();
  }

  field(name) {
    return this.element.querySelector(`[name="${PREFIX}${name}"]`);
  }

  change() {
    this.showNeeded();
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.tell(), PAUSE);
  }

  showNeeded() {
    for (const [name, isNeeded, others] of NEEDED) {
      const chosen = this.field(name);
      if (!chosen) continue;
      for (const other of others) {
        const box = this.field(other).closest(".fieldBox");
        box.hidden = !isNeeded(chosen.value) && !box.querySelector(".errorlist");
      }
    }
  }

  async tell() {
    this.asked?.abort();
    this.asked = new AbortController();
    const data = new FormData(this.element.closest("form"));
    const ours = [...data].filter(([name]) => name.startsWith(PREFIX));
    const address = `${this.element.dataset.address}?${new URLSearchParams(ours)}`;
    try {
      const answer = await fetch(address, { signal: this.asked.signal });
      if (answer.ok) this.told.innerHTML = await answer.text();
    } catch {
      // Without a line the button below still tells it.
    }
  }
}

for (const element of document.querySelectorAll("[data-rule]")) new RulePreview(element);
