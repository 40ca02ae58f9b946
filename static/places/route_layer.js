/** Routes over the map page as lines; the chosen one whole, and above the others. */

const { L } = window;

export class RouteLayer {
  /** `onPress(id)`, `onPoint(id, on)`: what a visitor does with a line. */
  constructor(map, { onPress, onPoint }) {
    Object.assign(this, { map, onPress, onPoint });
    // Above the lines of the base and old maps, below names and marks.
    map.createPane("routes").style.zIndex = 420;
    map.createPane("chosen-route").style.zIndex = 421;
    this.lines = L.layerGroup().addTo(map);
    this.above = L.layerGroup().addTo(map);
    this.drawn = new Map();
  }

  show({ rows }) {
    this.lines.clearLayers();
    this.drawn.clear();
    for (const className of ["layer-edge", "layer-line", "layer-hit"]) {
      for (const row of rows) this.draw(row, className);
    }
  }

  draw({ id, pieces }, className) {
    const isHit = className === "layer-hit";
    const line = L.polyline(pieces, { className, pane: "routes", interactive: isHit, bubblingMouseEvents: false });
    line.addTo(this.lines);
    if (className === "layer-line") this.drawn.set(id, line);
    if (!isHit) return;
    line.on("click", () => this.onPress(id));
    line.on("mouseover", () => this.onPoint(id, true));
    line.on("mouseout", () => this.onPoint(id, false));
  }

  /** `route`: {pieces: all of its line}, or null. */
  choose(route) {
    this.above.clearLayers();
    if (!route) return;
    for (const className of ["layer-edge chosen", "layer-line chosen"]) {
      L.polyline(route.pieces, { className, pane: "chosen-route", interactive: false }).addTo(this.above);
    }
  }

  light(id, on) {
    this.drawn.get(id)?.getElement()?.classList.toggle("lit", on);
  }

  clear() {
    this.show({ rows: [] });
    this.choose(null);
  }
}
