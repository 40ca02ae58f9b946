/** The independent client `tus-js-client`, as it comes: node send.mjs URL KEY FILE. */
import { readFile } from "node:fs/promises";
import { Upload } from "tus-js-client";

const [endpoint, key, path] = process.argv.slice(2);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const content = await readFile(path);
let last = 0;
let paused = false;

const upload = new Upload(content, {
  endpoint,
  // Until the server is there again; each success begins the row anew.
  retryDelays: Array(40).fill(250),
  metadata: { filename: "мост.jpg", filetype: "image/jpeg", key },
  async onProgress(sent, total) {
    last = sent;
    if (paused || sent < total / 3) return;
    paused = true;
    await upload.abort();
    await pause(500);
    console.log("paused");
    upload.start();
  },
  onError(error) {
    console.error(error);
    process.exit(1);
  },
  onSuccess() {
    console.log(JSON.stringify({ url: upload.url, sent: last }));
  },
});
upload.start();
