/** What stands on a map: the mark of a category with its shape, colour and icon; a star with a number. */
const { L } = window;

const SIZE = 34;
const CHOSEN_SIZE = 48;
// How wide a star is for a number of so many characters.
const STAR_SIZES = [44, 44, 44, 50, 58, 62, 68];
const NS = "http://www.w3.org/2000/svg";

function drawing(sprite, name, size) {
  const svg = document.createElementNS(NS, "svg");
  const use = document.createElementNS(NS, "use");
  use.setAttribute("href", `${sprite}#${name}`);
  svg.setAttribute("class", "mark");
  svg.setAttribute("width", size);
  svg.setAttribute("height", size);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

/** The icon of one place, on maps where it is a picture only. */
export function placeIcon(sprite, name, chosen = false) {
  const size = chosen ? CHOSEN_SIZE : SIZE;
  return L.divIcon({
    className: chosen ? "marker chosen" : "marker",
    html: drawing(sprite, name, size),
    iconSize: [size, size],
  });
}

/** An icon that is a real button: a keyboard reaches and presses it without our help. */
const ButtonIcon = L.DivIcon.extend({
  createIcon() {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...this.options.parts);
    this._setIconStyles(button, "icon");
    return button;
  },
});

export function placeButton(sprite, name, chosen) {
  const { iconSize, className, html } = placeIcon(sprite, name, chosen).options;
  return new ButtonIcon({ iconSize, className, parts: [html] });
}

/** `number` as people of the page's language write it. */
export function starButton(sprite, number) {
  const size = STAR_SIZES[Math.min(number.length, STAR_SIZES.length - 1)];
  const label = document.createElement("b");
  label.textContent = number;
  return new ButtonIcon({
    className: "marker star",
    iconSize: [size, size],
    parts: [drawing(sprite, "cluster", size), label],
  });
}
