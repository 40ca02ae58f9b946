/**
 * The address bar knows the page's whole state: filters, searched area and chosen place in
 * the query, the view as zoom/latitude/longitude behind the "#". Back restores all of it.
 */

const LAYERS = ["routes", "products", "route", "old"];

/** The query without the chosen place and what lies over the map: what the list is of. */
export function listOf(search) {
  const query = new URLSearchParams(search);
  for (const name of ["place", ...LAYERS]) query.delete(name);
  return query.toString();
}

/** Another question leaves what lies over the map as it is. */
export function keepLayers(target) {
  const query = new URLSearchParams(location.search);
  for (const name of LAYERS) {
    target.searchParams.delete(name);
    if (query.has(name)) target.searchParams.set(name, query.get(name));
  }
}

export function read() {
  const [zoom, lat, lon] = location.hash.slice(1).split("/").map(Number);
  return {
    list: listOf(location.search),
    // One, or those that stand on one spot.
    places: (new URLSearchParams(location.search).get("place") ?? "").split(",").map(Number).filter(Boolean),
    view: [zoom, lat, lon].every(Number.isFinite) && location.hash ? { zoom, at: [lat, lon] } : null,
  };
}

/** This page's address with other values in its query; `null` takes one out. */
export function withQuery(changes) {
  const address = new URL(location.href);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) address.searchParams.delete(name);
    else address.searchParams.set(name, value);
  }
  return address;
}

/** Panning writes over the present entry; Back leads past it. */
export function rememberView(map) {
  const { lat, lng } = map.getCenter();
  const address = new URL(location.href);
  address.hash = `${map.getZoom()}/${lat.toFixed(4)}/${lng.toFixed(4)}`;
  history.replaceState(null, "", address);
}

/** Choosing, searching and filtering make an entry that Back returns from. */
export function push(address) {
  history.pushState(null, "", address);
}
