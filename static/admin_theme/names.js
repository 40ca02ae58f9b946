/** Names for controls that Django's own scripts draw without one, for screen readers. */

/** Select2 stands in for a select: it takes over the label, and tells the value. */
function nameSelect(select) {
  const words = select.labels?.[0]?.textContent.trim().replace(/:$/, "") || select.getAttribute("aria-label");
  const drawn = select.nextElementSibling;
  if (!words || !drawn?.classList.contains("select2")) return;
  const value = drawn.querySelector(".select2-selection__rendered");
  const chosen = [...select.selectedOptions].map((option) => option.textContent.trim()).filter(Boolean);
  value?.setAttribute("aria-label", [words, ...chosen].join(": "));
  const box = drawn.querySelector(".select2-selection");
  box.setAttribute("aria-label", words);
  if (!box.getAttribute("aria-labelledby")) box.setAttribute("aria-label", [words, ...chosen].join(": "));
  drawn.querySelector(".select2-search__field")?.setAttribute("aria-label", words);
}

/** In a table of parts the head of the column is the label of each cell. */
function nameCells(table) {
  const heads = [...table.querySelectorAll("thead th")];
  const words = (cell) => {
    let column = 0;
    for (let before = cell.previousElementSibling; before; before = before.previousElementSibling) column += before.colSpan;
    const offset = cell.parentElement.querySelector("td.original") && heads[0]?.colSpan > 1 ? 1 : 0;
    return heads[Math.max(0, column - offset)]?.textContent.trim() || "–";
  };
  for (const input of table.querySelectorAll("td input:not([type=hidden]), td select, td textarea")) {
    if (!input.labels?.length && !input.hasAttribute("aria-label")) input.setAttribute("aria-label", words(input.closest("td")));
  }
  for (const head of heads) {
    if (head.textContent.trim()) continue;
    const cell = document.createElement("td");
    cell.className = head.className;
    head.replaceWith(cell);
  }
}

function nameAll() {
  document.querySelectorAll(".inline-group table").forEach(nameCells);
  document.querySelectorAll("select.admin-autocomplete").forEach(nameSelect);
}

nameAll();
addEventListener("load", nameAll);
document.addEventListener("formset:added", () => setTimeout(nameAll));
window.django?.jQuery?.(document).on("change", "select.admin-autocomplete", ({ target }) => nameSelect(target));
