/** Areas of Leaflet's bounds, in square degrees. */

export function area(bounds) {
  return (bounds.getEast() - bounds.getWest()) * (bounds.getNorth() - bounds.getSouth());
}

/** The area that two bounds have in common. */
export function shared(one, other) {
  const wide = Math.min(one.getEast(), other.getEast()) - Math.max(one.getWest(), other.getWest());
  const high = Math.min(one.getNorth(), other.getNorth()) - Math.max(one.getSouth(), other.getSouth());
  return Math.max(0, wide) * Math.max(0, high);
}
