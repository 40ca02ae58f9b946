/**
 * Routes and products over the map page, each with its list in the panel. The address says
 * which are shown and which route is chosen: ?routes=1&products=1&route=12.
 */
import * as address from "./address.js";
import { LayerRows } from "./layer_rows.js";
import { LayerSquares } from "./layer_squares.js";
import { element, goTo, hadView, isLarge, map, wide } from "./page_map.js";
import { ProductLayer } from "./product_layer.js";
import { RouteLayer } from "./route_layer.js";

const { L } = window;
const panel = document.querySelector("[data-layers]");
const details = panel.closest("details");
const words = panel.dataset;
const chosen = { id: null, route: null };

const query = () => new URLSearchParams(location.search);
const routeOf = () => Number(query().get("route")) || null;
const isOn = { routes: () => query().has("routes") || query().has("route"), products: () => query().has("products") };

/** An entry of its own for the change; the one that is left keeps the view it was left with. */
function push(changes) {
  address.rememberView(map);
  address.push(address.withQuery(changes));
}

/** A layer with its list: each is told of what is pointed at in the other. */
function layer(name, make, onPress) {
  const part = panel.querySelector(`[data-layer=${name}]`);
  const rows = new LayerRows(part, words, { onPress, onPoint: (id, on) => drawing.light(id, on) });
  const reveal = (id) => {
    details.open = true;
    rows.focus(id);
    onPress(id);
  };
  const drawing = make({ onPress: reveal, onPoint: (id, on) => rows.light(id, on) });
  return { name, part, rows, drawing, squares: new LayerSquares(words[name]), asked: 0 };
}

const routes = layer("routes", (told) => new RouteLayer(map, told), (id) => {
  push({ routes: 1, route: id === chosen.id ? null : id });
  follow();
});
const products = layer("products", (told) => new ProductLayer(map, element.dataset.marks, told), (id) => {
  products.rows.mark(id);
  const at = products.found?.rows.find((row) => row.id === id)?.places.map(({ lat, lon }) => [lat, lon]);
  if (at?.length) map.panInside(L.latLngBounds(at).getCenter(), { padding: [60, 60] });
});

/** Show what the address says of the layer. */
async function apply(one) {
  const on = isOn[one.name]();
  one.asked += 1;
  const mine = one.asked;
  panel.querySelector(`[name=${one.name}]`).checked = on;
  one.part.hidden = !on;
  if (!on) {
    one.drawing.clear();
    return;
  }
  try {
    const found = await one.squares.around(map);
    if (mine !== one.asked) return;
    one.found = found;
    one.drawing.show(found);
    one.rows.show(found, one === routes ? chosen.id : null);
  } catch {
    if (mine === one.asked) one.rows.tell(words.problem);
  }
}

/** Draw the route that the address names, whole; `go`: move the map where it is seen. */
async function follow({ go = true } = {}) {
  chosen.id = routeOf();
  const { id } = chosen;
  routes.rows.mark(id);
  if (!id) {
    routes.drawing.choose(null);
    return;
  }
  const answer = await fetch(words.line.replace("ID", id)).catch(() => null);
  const route = answer?.ok ? await answer.json() : null;
  if (id !== chosen.id) return;
  routes.drawing.choose(route);
  // What the line is called stands in the list; on a phone that would lie over the line.
  if (route && wide.matches) details.open = true;
  if (!route) routes.rows.tell(words.problem);
  else if (go && route.pieces.length) show(L.latLngBounds(route.pieces.flat()));
}

/** Go there, unless all of it is seen well already. */
function show(bounds) {
  if (!isLarge(bounds) || !map.getBounds().contains(bounds)) goTo(bounds);
}

function applyAll() {
  apply(routes);
  apply(products);
  // Leaflet counts who asks for a line of credits.
  map.attributionControl.removeAttribution(words.credit);
  if (isOn.routes() || isOn.products()) map.attributionControl.addAttribution(words.credit);
}

panel.addEventListener("change", ({ target }) => {
  const one = [routes, products].find(({ name }) => name === target.name);
  if (!one) return;
  const changes = { [one.name]: target.checked ? 1 : null };
  if (one === routes && !target.checked) changes.route = null;
  push(changes);
  applyAll();
  follow();
});
addEventListener("popstate", () => {
  applyAll();
  // The view is the address's own.
  follow({ go: false });
});
map.on("moveend", () => {
  for (const one of [routes, products]) if (isOn[one.name]()) apply(one);
});
applyAll();
follow({ go: !hadView });
