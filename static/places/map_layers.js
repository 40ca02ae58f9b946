/** The map page's old maps: one at a time, under the same two sliders as on its own page. */
import { element, map } from "./page_map.js";
import { lineOver, OldMap, wireSliders } from "./old_map.js";

const panel = document.querySelector("[data-old-maps]");
const sliders = panel.querySelector("[data-sliders]");
let shown = null;

const line = lineOver(element.parentElement, sliders.querySelector("[data-line]"));
const apply = wireSliders(sliders, line, () => shown);

function choose({ value, dataset }) {
  shown?.remove();
  shown = value ? new OldMap(map, dataset) : null;
  sliders.hidden = !shown;
  for (const about of panel.querySelectorAll("[data-about]")) about.hidden = about.dataset.about !== value;
  if (shown && !map.getBounds().intersects(shown.bounds)) map.fitBounds(shown.bounds);
  apply();
}

panel.addEventListener("change", ({ target }) => {
  if (target.name !== "old-map") return;
  choose(target);
  // In a low panel they would be below its edge, where nobody looks for them.
  if (shown) sliders.scrollIntoView({ block: "nearest" });
});
// A browser that comes back to the page may have kept the choice.
const kept = panel.querySelector("[name=old-map]:checked");
if (kept?.value) choose(kept);
