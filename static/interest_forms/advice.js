/**
 * What a look at a photo tells before it is sent: never a reason to refuse it. Everything
 * happens on the sender's own device; nothing of it goes to the portal.
 */

const SMALL_PIXELS = 950_000;
// As the portal measures sharpness and brightness (places/photos/quality.py).
const EDGE = 640;
const BLURRED_BELOW = 60;
const DARK_BELOW = 45;
const FAR_METRES = 4000;
// Long to short side of the screens of phones: 16:9 to 22:9.
const SCREENS = { from: 1.76, to: 2.45 };
const EARTH_METRES = 6_371_000;

/**
 * @typedef {{ lon: number, lat: number }} Position In degrees.
 * @typedef {{ width: number, height: number, greys: Uint8ClampedArray }} Greys
 * @typedef {{ width: number, height: number, type: string, position?: Position,
 *   hasCamera: boolean, sharpness: number, brightness: number }} Look
 */

/** The greys (0 to 255) of a picture, at most 640 px wide or high. */
function greysOf(picture, width, height) {
  const scale = Math.min(1, EDGE / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(3, Math.round(width * scale));
  canvas.height = Math.max(3, Math.round(height * scale));
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.imageSmoothingQuality = "high";
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
  const greys = new Uint8ClampedArray(data.length / 4);
  for (let at = 0; at < greys.length; at += 1) {
    greys[at] = 0.299 * data[4 * at] + 0.587 * data[4 * at + 1] + 0.114 * data[4 * at + 2];
  }
  return { width: canvas.width, height: canvas.height, greys };
}

/** The mean of the greys. */
function brightnessOf({ greys }) {
  return greys.reduce((sum, grey) => sum + grey, 0) / greys.length;
}

/** The variance of the Laplacian of the greys: low where nothing has an edge. */
function sharpnessOf({ width, height, greys }) {
  let [count, sum, squares] = [0, 0, 0];
  for (let y = 1; y < height - 1; y += 1) {
    for (let at = y * width + 1; at < (y + 1) * width - 1; at += 1) {
      const slope = greys[at - 1] + greys[at + 1] + greys[at - width] + greys[at + width] - 4 * greys[at];
      count += 1;
      sum += slope;
      squares += slope * slope;
    }
  }
  return squares / count - (sum / count) ** 2;
}

/** Whether it has a phone screen's shape and no camera has signed it. */
function isScreenshot({ width, height, type, hasCamera }) {
  const shape = Math.max(width, height) / Math.min(width, height);
  return type === "image/png" && !hasCamera && shape >= SCREENS.from && shape <= SCREENS.to;
}

/** Metres between two positions, along the earth's surface. */
export function metresBetween(one, other) {
  const radians = (degrees) => (degrees * Math.PI) / 180;
  const [north, east] = [radians(other.lat - one.lat), radians(other.lon - one.lon)];
  const part =
    Math.sin(north / 2) ** 2 +
    Math.cos(radians(one.lat)) * Math.cos(radians(other.lat)) * Math.sin(east / 2) ** 2;
  return 2 * EARTH_METRES * Math.asin(Math.sqrt(part));
}

/** The SHA-256 of a file in hexadecimal; nothing where the browser cannot make it. */
export async function digestOf(file) {
  const digest = await crypto.subtle?.digest("SHA-256", await file.arrayBuffer());
  return digest && Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The file as a picture on the page, upright; it fails for what the browser cannot show. */
export async function pictureOf(file) {
  const picture = new Image();
  picture.src = URL.createObjectURL(file);
  try {
    await picture.decode();
  } finally {
    URL.revokeObjectURL(picture.src);
  }
  return picture;
}

/**
 * Look at a file. `exif` is what the camera wrote into it, if anything.
 * @returns {Promise<Look | undefined>} Nothing for what the browser cannot show (HEIC).
 */
export async function lookAt(file, exif = {}) {
  const picture = await pictureOf(file).catch(() => undefined);
  if (!picture) return undefined;
  const { naturalWidth: width, naturalHeight: height } = picture;
  const greys = greysOf(picture, width, height);
  return {
    width,
    height,
    type: file.type,
    hasCamera: Boolean(exif.Make || exif.Model),
    sharpness: sharpnessOf(greys),
    brightness: brightnessOf(greys),
  };
}

/** What to say of a look: `small`, `dark`, `blurred`, `screenshot`. */
export function remarksOn(look) {
  const isDark = look.brightness < DARK_BELOW;
  const found = [
    [look.width * look.height < SMALL_PIXELS, "small"],
    [isDark, "dark"],
    // In the dark there are no edges, sharp or not.
    [!isDark && look.sharpness < BLURRED_BELOW, "blurred"],
    [isScreenshot(look), "screenshot"],
  ];
  return found.filter(([isSo]) => isSo).map(([, kind]) => kind);
}

/** How far the camera was from the place, in metres; nothing when that is near enough. */
export function farFrom(position, place) {
  const metres = position && place ? metresBetween(position, place) : 0;
  return metres >= FAR_METRES ? metres : undefined;
}
