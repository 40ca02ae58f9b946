/** The map over the rows of a drawn line: each change on it is written as text. */
import { boundsOf, createMap } from "../places/base_map.js";
import { addStop, offerPlaces } from "./draw_stops.js";
import * as line from "./drawn_line.js";

const { L } = window;
const REGION = [22.3, 41.2, 28.7, 44.3];
// How far an arrow moves a point, in pixels; with Shift.
const STEP = 2;
const STRIDE = 20;
const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

class Drawing {
  constructor(widget) {
    this.data = widget.dataset;
    this.text = widget.querySelector("textarea");
    this.told = widget.querySelector("[data-draw-told]");
    this.buttons = Object.fromEntries(
      [...widget.querySelectorAll("[data-draw-act]")].map((button) => [button.dataset.drawAct, button]),
    );
    this.undone = [];
    this.chosen = null;
    this.markers = [];
    const element = widget.querySelector("[data-draw-map]");
    widget.querySelector("[data-draw-tools]").hidden = false;
    this.map = createMap(element, { zoomControl: true, maxZoom: 18 });
    const drawn = (className, options) => L.polyline([], { className, interactive: false, ...options }).addTo(this.map);
    this.recorded = drawn("draw-recorded");
    this.edge = drawn("map-route-edge");
    this.line = drawn("map-route");
    this.hit = drawn("draw-hit", { interactive: true, bubblingMouseEvents: false });
    this.fit();
    this.draw();
    this.wire();
    const places = { address: this.data.places, sprite: element.dataset.marks, words: this.data.namePlace };
    offerPlaces(this.map, places, (place) => this.stopAt(place));
  }

  fit() {
    const points = line.read(this.text.value || this.data.simpler).pieces.flat();
    const bounds = points.length ? L.latLngBounds(points.map(line.latlng)) : boundsOf(REGION);
    this.map.fitBounds(bounds, { padding: [30, 30], maxZoom: 15 });
  }

  wire() {
    this.map.on("click", ({ latlng }) => this.add(latlng));
    this.hit.on("click", ({ latlng }) => this.addBetween(latlng));
    const acts = {
      add: () => this.add(this.map.getCenter()),
      insert: () => this.insert(),
      remove: () => this.remove(),
      simplify: () => this.change(line.simplified(this.pieces), null),
      undo: () => this.undo(),
      recorded: () => this.change(line.read(this.data.simpler).pieces, null),
    };
    for (const [name, button] of Object.entries(this.buttons)) button.addEventListener("click", acts[name]);
    this.map.getContainer().addEventListener("keydown", (event) => this.press(event));
    this.text.addEventListener("focus", () => { this.typedOver = this.text.value; });
    this.text.addEventListener("change", () => this.remember(this.typedOver));
    this.text.addEventListener("input", () => { this.chosen = null; this.draw(); });
  }

  /** Take over the new pieces, if the rows are all points and they are not too many. */
  change(pieces, chosen = this.chosen, { focus = false } = {}) {
    if (this.wrong) return this.tell(this.data.tellWrong.replace("ROW", this.wrong));
    const most = Math.max(Number(this.data.most), line.count(this.pieces));
    if (line.count(pieces) > most) return this.tell(this.data.tellFull);
    this.remember(this.text.value);
    this.text.value = line.write(pieces);
    this.chosen = chosen;
    this.draw();
    if (focus) this.focus();
    return true;
  }

  remember(text) {
    if (text !== this.undone.at(-1)) this.undone.push(text);
    this.buttons.undo.disabled = false;
  }

  undo() {
    if (!this.undone.length) return;
    const hadFocus = this.map.getContainer().contains(document.activeElement);
    this.text.value = this.undone.pop();
    this.buttons.undo.disabled = !this.undone.length;
    this.draw();
    if (hadFocus) this.focus();
  }

  add({ lat, lng }) {
    const point = { lat, lon: lng };
    const p = Math.max(0, this.pieces.length - 1);
    this.change(line.append(this.pieces, point), [p, this.pieces[p]?.length ?? 0]);
  }

  /** On the leg of the line that was pressed. */
  addBetween({ lat, lng }) {
    const here = this.map.latLngToLayerPoint([lat, lng]);
    const spot = (point) => this.map.latLngToLayerPoint(line.latlng(point));
    const legs = line.spots(this.pieces).filter(([, i]) => i);
    const far = ([p, i]) => L.LineUtil.pointToSegmentDistance(here, spot(this.pieces[p][i - 1]), spot(this.pieces[p][i]));
    const nearest = legs.reduce((best, leg) => (far(leg) < far(best) ? leg : best));
    this.change(line.insert(this.pieces, nearest, { lat, lon: lng }), nearest);
  }

  insert() {
    if (!this.chosen) return;
    this.change(line.insert(this.pieces, this.chosen, line.before(this.pieces, this.chosen)), this.chosen, { focus: true });
  }

  remove() {
    if (!this.chosen) return;
    const [p, i] = this.chosen;
    this.change(line.remove(this.pieces, this.chosen), [p, Math.max(0, i - 1)], { focus: true });
  }

  move(spot, { lat, lng }, options) {
    this.change(line.move(this.pieces, spot, { lat, lon: lng }), spot, options);
  }

  stopAt(place) {
    if (!this.change(line.append(this.pieces, { lat: place.lat, lon: place.lon }), null)) return;
    addStop(place);
    this.tell(this.data.tellStop.replace("NAME", place.name));
  }

  press(event) {
    if ((event.ctrlKey || event.metaKey) && event.key === "z") {
      event.preventDefault();
      this.undo();
      return;
    }
    const spot = event.target.closest(".draw-point") && this.chosen;
    if (!spot) return;
    const acts = {
      Insert: () => this.insert(),
      Delete: () => this.remove(),
      Backspace: () => this.remove(),
      PageUp: () => this.go(-1),
      PageDown: () => this.go(1),
      Home: () => this.go(-Infinity),
      End: () => this.go(Infinity),
    };
    const arrow = ARROWS[event.key];
    const act = arrow ? () => this.shift(spot, arrow, event.shiftKey ? STRIDE : STEP) : acts[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  shift(spot, [x, y], far) {
    const to = this.map.project(line.latlng(line.at(this.pieces, spot))).add([x * far, y * far]);
    this.move(spot, this.map.unproject(to), { focus: true });
  }

  /** So many points further along the line. */
  go(steps) {
    const all = line.spots(this.pieces);
    const now = all.findIndex(([p, i]) => p === this.chosen[0] && i === this.chosen[1]);
    this.choose(all[Math.min(all.length - 1, Math.max(0, now + steps))]);
    this.focus();
  }

  choose(spot) {
    this.chosen = spot;
    this.mark();
  }

  focus() {
    const element = this.markers.find(({ isChosen }) => isChosen)?.layer.getElement();
    element?.focus({ preventScroll: true });
    const point = line.at(this.pieces, this.chosen);
    if (point) this.map.panInside(line.latlng(point), { padding: [20, 20], animate: false });
  }

  draw() {
    ({ pieces: this.pieces, wrong: this.wrong } = line.read(this.text.value));
    const drawn = this.pieces.map((piece) => piece.map(line.latlng));
    for (const layer of [this.edge, this.line, this.hit]) layer.setLatLngs(drawn);
    const recorded = this.text.value ? [] : line.read(this.data.simpler).pieces;
    this.recorded.setLatLngs(recorded.map((piece) => piece.map(line.latlng)));
    for (const { layer } of this.markers) layer.remove();
    const all = line.spots(this.pieces);
    this.markers = all.map((spot, index) => ({ spot, layer: this.marker(spot, index + 1, all.length) }));
    this.mark();
  }

  marker(spot, number, all) {
    const layer = L.marker(line.latlng(line.at(this.pieces, spot)), {
      icon: L.divIcon({ className: "draw-point", iconSize: [24, 24] }),
      draggable: true,
      keyboard: false,
      bubblingMouseEvents: false,
    }).addTo(this.map);
    const element = layer.getElement();
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", this.data.namePoint.replace("NUMBER", number).replace("COUNT", all));
    element.addEventListener("focus", () => this.choose(spot));
    layer.on("click", () => element.focus({ preventScroll: true }));
    layer.on("dragstart", () => this.choose(spot));
    layer.on("dragend", () => this.move(spot, layer.getLatLng(), { focus: true }));
    return layer;
  }

  /** One point is reached by Tab, the chosen one or the first; the others from there. */
  mark() {
    if (!line.at(this.pieces, this.chosen)) this.chosen = null;
    const [p, i] = this.chosen ?? [0, 0];
    for (const marker of this.markers) {
      const isHere = marker.spot[0] === p && marker.spot[1] === i;
      marker.isChosen = isHere && Boolean(this.chosen);
      marker.layer.getElement().tabIndex = isHere ? 0 : -1;
      marker.layer.getElement().classList.toggle("chosen", marker.isChosen);
      marker.layer.getElement().setAttribute("aria-pressed", marker.isChosen);
    }
    this.buttons.insert.disabled = !this.chosen;
    this.buttons.remove.disabled = !this.chosen;
    this.tellWhere();
  }

  tellWhere() {
    const { tellLine, tellPoint, tellWrong } = this.data;
    const all = line.spots(this.pieces);
    const number = all.findIndex(([p, i]) => p === this.chosen?.[0] && i === this.chosen?.[1]) + 1;
    const length = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 2 })
      .format(line.metres(this.pieces) / 1000);
    const words = [tellLine.replace("COUNT", all.length).replace("LENGTH", length)];
    if (number) {
      const { lat, lon } = line.at(this.pieces, this.chosen);
      words.unshift(tellPoint.replace("NUMBER", number).replace("COUNT", all.length)
        .replace("LAT", lat.toFixed(5)).replace("LON", lon.toFixed(5)));
    }
    if (this.wrong) words.unshift(tellWrong.replace("ROW", this.wrong));
    this.tell(words.join(" "));
  }

  tell(words) {
    this.told.textContent = words;
  }
}

for (const widget of document.querySelectorAll("[data-draw]")) new Drawing(widget);
