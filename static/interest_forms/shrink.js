/** A smaller copy of a photo, made on the phone. */
import { pictureOf } from "./advice.js";

const LONG_EDGE = 2560;
const QUALITY = 0.86;
// Smaller files are sent as they are; a copy must be worth its loss.
const WORTH_BYTES = 2_000_000;
const WORTH_SHARE = 0.7;

/**
 * A JPEG of at most 2560 px, upright, with nothing of what the camera noted; nothing when
 * it would save little, or when the browser cannot show the photo.
 * @returns {Promise<File | undefined>}
 */
export async function shrink(file) {
  if (file.size < WORTH_BYTES) return undefined;
  const picture = await pictureOf(file).catch(() => undefined);
  if (!picture) return undefined;
  const { naturalWidth: width, naturalHeight: height } = picture;
  const scale = Math.min(1, LONG_EDGE / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const pen = canvas.getContext("2d");
  pen.imageSmoothingQuality = "high";
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  if (!blob || blob.size > WORTH_SHARE * file.size) return undefined;
  return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: blob.type });
}
