/**
 * The map page's old maps: one at a time, under the same two sliders as on its own page.
 * The address says which: ?old=its-slug.
 */
import * as address from "./address.js";
import { lineOver, OldMap, wireSliders } from "./old_map.js";
import { element, goTo, hadView, isLarge, map, wide } from "./page_map.js";

const panel = document.querySelector("[data-old-maps]");
const sliders = panel.querySelector("[data-sliders]");
const [today, ...sheets] = panel.querySelectorAll("[name=old-map]");
let shown = null;

const line = lineOver(element.parentElement, sliders.querySelector("[data-line]"));
const apply = wireSliders(sliders, line, () => shown);

function show({ value, dataset }) {
  shown?.remove();
  shown = value ? new OldMap(map, dataset) : null;
  sliders.hidden = !shown;
  for (const about of panel.querySelectorAll("[data-about]")) about.hidden = about.dataset.about !== value;
  apply();
}

/** Go where one sees something of the sheet, unless one does already. */
function go() {
  if (shown && !(isLarge(shown.bounds) && map.getBounds().intersects(shown.bounds))) goTo(shown.bounds);
}

/** Show the sheet that the address names. */
function follow() {
  const wanted = new URLSearchParams(location.search).get("old");
  const choice = sheets.find(({ value }) => value === wanted) ?? today;
  choice.checked = true;
  show(choice);
}

panel.addEventListener("change", ({ target }) => {
  if (target.name !== "old-map") return;
  address.rememberView(map);
  address.push(address.withQuery({ old: target.value || null }));
  show(target);
  go();
  // In a low panel they would be below its edge, where nobody looks for them.
  if (shown) sliders.scrollIntoView({ block: "nearest" });
});
// The view is the address's own.
addEventListener("popstate", follow);
follow();
if (!hadView) go();
if (shown && wide.matches) panel.closest("details").open = true;
