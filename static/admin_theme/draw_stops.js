/** Places of one's own groups over the map of a drawn line: pressed, each becomes a stop. */
import { placeButton } from "../places/marks.js";

const { L } = window;
const CLOSE = 10;

/** Show what is in view of `map`; `choose(place)` is told of the one that is pressed. */
export function offerPlaces(map, { address, sprite, words }, choose) {
  const shown = new Map();
  const look = async () => {
    if (map.getZoom() < CLOSE) return;
    const answer = await fetch(`${address}?bbox=${map.getBounds().toBBoxString()}`).catch(() => null);
    if (!answer?.ok) return;
    for (const place of (await answer.json()).places) {
      if (!shown.has(place.id)) shown.set(place.id, marker(map, place, sprite, words).on("click", () => choose(place)));
    }
  };
  map.on("moveend", look);
  look();
}

function marker(map, place, sprite, words) {
  const layer = L.marker([place.lat, place.lon], {
    icon: placeButton(sprite, place.mark, false),
    keyboard: false,
    zIndexOffset: -1000,
    bubblingMouseEvents: false,
  }).addTo(map);
  const name = words.replace("NAME", place.name);
  layer.getElement().setAttribute("aria-label", name);
  layer.getElement().title = name;
  return layer;
}

/** Add the place to the form's stops, as the last one, unless it is among them. */
export function addStop({ id, name }) {
  const group = document.getElementById("stops-group");
  const choices = () => [...group.querySelectorAll(".inline-related:not(.empty-form) select[name$='-place']")];
  if (choices().some((select) => Number(select.value) === id)) return;
  const orders = [...group.querySelectorAll(".inline-related:not(.empty-form) input[name$='-position']")];
  const last = Math.max(-1, ...orders.map((input) => Number(input.value)));
  document.addEventListener("formset:added", ({ target }) => {
    target.querySelector("input[name$='-position']").value = last + 1;
    const select = target.querySelector("select[name$='-place']");
    select.append(new Option(name, id, true, true));
    // Select2 draws the select and hears of a change through the admin's own jQuery.
    window.django.jQuery(select).trigger("change");
  }, { once: true });
  group.querySelector(".add-row a").click();
}
