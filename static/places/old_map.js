/** An old sheet over a Leaflet map: how strong it is, and how far it reaches from the left. */
const { L } = window;

export class OldMap {
  /** `data`: tiles, box ("west,south,east,north"), smallest and largest zoom, as in the page. */
  constructor(map, data) {
    const [west, south, east, north] = data.box.split(",").map(Number);
    this.map = map;
    this.bounds = L.latLngBounds([south, west], [north, east]);
    this.share = 1;
    this.pane = map.getPane("old-map") || map.createPane("old-map");
    this.pane.classList.add("pane-old-map");
    // Above the lines of today, below the names.
    this.pane.style.zIndex = 400;
    this.pane.style.pointerEvents = "none";
    this.layer = L.tileLayer(data.tiles, {
      pane: "old-map",
      bounds: this.bounds,
      minNativeZoom: Number(data.smallest),
      maxNativeZoom: Number(data.largest),
      maxZoom: 22,
    }).addTo(map);
    this.clip = this.clip.bind(this);
    map.on("move zoomend resize", this.clip);
    this.clip();
  }

  remove() {
    this.map.off("move zoomend resize", this.clip);
    this.layer.remove();
    this.pane.style.clipPath = "";
  }

  /** From 0 (gone) to 1. */
  setStrength(strength) {
    this.layer.setOpacity(strength);
  }

  /** From 0 (nothing of it) to 1 (across the whole map). */
  setShare(share) {
    this.share = share;
    this.clip();
  }

  clip() {
    const { x, y } = this.map.getSize();
    const from = this.map.containerPointToLayerPoint([0, 0]);
    const to = this.map.containerPointToLayerPoint([x * this.share, y]);
    const corners = [[from.x, from.y], [to.x, from.y], [to.x, to.y], [from.x, to.y]];
    this.pane.style.clipPath = this.share < 1
      ? `polygon(${corners.map(([left, top]) => `${left}px ${top}px`).join(",")})`
      : "";
  }
}

/** Wire the two sliders of `frame`; `line` (an element over the map) shows where the sheet ends. */
export function wireSliders(frame, line, current) {
  const strength = frame.querySelector("[data-strength]");
  const reach = frame.querySelector("[data-line]");
  const apply = () => {
    current()?.setStrength(strength.value / 100);
    current()?.setShare(reach.value / 100);
    line.hidden = !current() || reach.value === "100" || reach.value === "0";
    line.style.insetInlineStart = `${reach.value}%`;
  };
  for (const slider of [strength, reach]) slider.addEventListener("input", apply);
  apply();
  return apply;
}

/** The line that shows where the sheet ends; it can be dragged, too. */
export function lineOver(container, reach) {
  const line = document.createElement("div");
  line.className = "old-map-line";
  line.hidden = true;
  line.setAttribute("aria-hidden", "true");
  line.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    event.stopPropagation();
    line.setPointerCapture(event.pointerId);
  });
  line.addEventListener("pointermove", (event) => {
    if (!line.hasPointerCapture(event.pointerId)) return;
    const { left, width } = container.getBoundingClientRect();
    const share = Math.min(99, Math.max(1, ((event.clientX - left) / width) * 100));
    reach.value = String(Math.round(share));
    reach.dispatchEvent(new Event("input"));
  });
  container.append(line);
  return line;
}
