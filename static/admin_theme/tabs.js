/** One language at a time in forms whose texts stand in five. Without it all five show. */

const PATTERN = /^mt-field-.+-([a-z]{2})$/;

function languageOf(row) {
  const input = row.querySelector(".mt");
  const found = [...(input?.classList ?? [])].map((name) => PATTERN.exec(name)).find(Boolean);
  return found?.[1];
}

function show(rows, buttons, language) {
  for (const [row, own] of rows) row.hidden = own !== language;
  for (const [button, own] of buttons) button.setAttribute("aria-pressed", own === language);
}

function nameOf(language) {
  const names = new Intl.DisplayNames([document.documentElement.lang || "en"], { type: "language" });
  return names.of(language);
}

function wire(fieldset) {
  // The copy of a part that was wired already.
  fieldset.querySelector(".languages")?.remove();
  const rows = [...fieldset.querySelectorAll(".form-row")]
    .map((row) => [row, languageOf(row)])
    .filter(([, language]) => language);
  if (!rows.length) return;
  const languages = [...new Set(rows.map(([, language]) => language))];
  const wrong = rows.find(([row]) => row.querySelector(".errorlist"))?.[1];
  const bar = document.createElement("div");
  bar.className = "languages";
  const buttons = languages.map((language) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = nameOf(language);
    button.classList.toggle("has-error", rows.some(([row, own]) => own === language && row.querySelector(".errorlist")));
    button.addEventListener("click", () => show(rows, buttons, language));
    bar.append(button);
    return [button, language];
  });
  rows[0][0].before(bar);
  show(rows, buttons, wrong ?? languages[0]);
}

document.querySelectorAll("fieldset.module").forEach(wire);
document.addEventListener("formset:added", ({ target }) => {
  target.querySelectorAll("fieldset.module").forEach(wire);
});
