/**
 * A line as rows of text, and as pieces of points {lat, lon, height}; a spot is the place
 * of a point in them: [number of the piece, number of the point]. Changes leave the old
 * pieces as they are and give new ones. The server reads the rows in the same way.
 */
const { L } = window;
const DIGITS = 6;
// Which points are left out first: those so many metres beside the line of the others.
const FIRST_TOLERANCE = 2;
const LAST_TOLERANCE = 5000;

/** The pieces, and the number of the first row that is no point (0: every one is). */
export function read(text) {
  const pieces = [[]];
  let wrong = 0;
  text.split("\n").forEach((row, index) => {
    const point = row.trim() && pointOf(row);
    if (point) pieces.at(-1).push(point);
    else if (point === null) wrong ||= index + 1;
    else if (pieces.at(-1).length) pieces.push([]);
  });
  return { pieces: pieces.filter((piece) => piece.length), wrong };
}

function pointOf(row) {
  let parts = row.replaceAll(";", " ").split(/\s+/).map((part) => part.replace(/^,+|,+$/g, "")).filter(Boolean);
  if (parts.length === 1) parts = row.split(",").map((part) => part.trim()).filter(Boolean);
  const [lat, lon, height] = parts.map((part) => Number(part.replace(",", ".")));
  const isPoint = (parts.length === 2 || parts.length === 3) && Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
  return isPoint ? { lat, lon, height } : null;
}

export function write(pieces) {
  return pieces.map((piece) => piece.map(rowOf).join("\n")).join("\n\n");
}

function rowOf({ lat, lon, height }) {
  const row = `${lat.toFixed(DIGITS)}, ${lon.toFixed(DIGITS)}`;
  return Number.isFinite(height) ? `${row}, ${height.toFixed(1)}` : row;
}

export const count = (pieces) => pieces.reduce((sum, piece) => sum + piece.length, 0);

/** All spots, from the line's start to its end. */
export const spots = (pieces) => pieces.flatMap((piece, p) => piece.map((_point, i) => [p, i]));

export const at = (pieces, spot) => (spot ? pieces[spot[0]]?.[spot[1]] : undefined);

export function metres(pieces) {
  let sum = 0;
  for (const piece of pieces) {
    for (let i = 1; i < piece.length; i += 1) sum += L.CRS.Earth.distance(latlng(piece[i - 1]), latlng(piece[i]));
  }
  return sum;
}

export const latlng = ({ lat, lon }) => L.latLng(lat, lon);

function changed(pieces, p, change) {
  const copy = pieces.map((piece) => [...piece]);
  change(copy[p]);
  return copy.filter((piece) => piece.length);
}

export function append(pieces, point) {
  return pieces.length ? changed(pieces, pieces.length - 1, (piece) => piece.push(point)) : [[point]];
}

export const insert = (pieces, [p, i], point) => changed(pieces, p, (piece) => piece.splice(i, 0, point));

export const move = (pieces, [p, i], point) => changed(pieces, p, (piece) => piece.splice(i, 1, point));

export const remove = (pieces, [p, i]) => changed(pieces, p, (piece) => piece.splice(i, 1));

/** Halfway to the point before; before the first, as far on the other side of the second. */
export function before(pieces, [p, i]) {
  const [here, other] = [pieces[p][i], pieces[p][i - 1] ?? pieces[p][i + 1]];
  const share = i ? 0.5 : -0.5;
  if (!other) return { lat: here.lat, lon: here.lon + 0.001 };
  return { lat: here.lat + share * (other.lat - here.lat), lon: here.lon + share * (other.lon - here.lon) };
}

/** Less points, and as few metres beside the line as that takes (Douglas and Peucker). */
export function simplified(pieces) {
  for (let tolerance = FIRST_TOLERANCE; tolerance < LAST_TOLERANCE; tolerance *= 2) {
    const fewer = pieces.map((piece) => L.LineUtil.simplify(piece.map(inMetres), tolerance).map(({ point }) => point));
    if (count(fewer) < count(pieces)) return fewer;
  }
  return pieces;
}

function inMetres(point) {
  const { x, y } = L.CRS.EPSG3857.project(latlng(point));
  const scale = Math.cos((point.lat * Math.PI) / 180);
  return { x: x * scale, y: y * scale, point };
}
