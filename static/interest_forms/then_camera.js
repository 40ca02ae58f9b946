/** The camera behind a half-transparent old picture. Without it the file field does. */

const part = document.querySelector("[data-then]");
const video = part.querySelector("video");
const old = part.querySelector("img");
const strength = part.querySelector("input[type=range]");
const said = part.querySelector("[data-camera-said]");
const button = (name) => part.querySelector(`[data-camera-${name}]`);
const JPEG_QUALITY = 0.92;

/** As many pixels as the camera has, from the back of the phone. */
const WANTED = {
  video: { facingMode: "environment", width: { ideal: 4096 }, height: { ideal: 3072 } },
};

function say(text) {
  said.textContent = text;
}

function fade() {
  old.style.opacity = video.hidden ? "" : String(strength.value / 100);
}

function turn(on) {
  video.hidden = !on;
  button("tools").hidden = !on;
  button("take").hidden = !on;
  button("close").hidden = !on;
  button("open").hidden = on;
  fade();
}

async function open() {
  say("");
  try {
    video.srcObject = await navigator.mediaDevices.getUserMedia(WANTED);
    await video.play();
  } catch {
    close();
    say(said.dataset.refused);
    return;
  }
  turn(true);
  button("take").focus();
}

function close() {
  for (const track of video.srcObject?.getTracks() ?? []) track.stop();
  video.srcObject = null;
  turn(false);
}

/** What is seen inside the old picture's frame: the camera's picture is cut to it. */
function seen() {
  const ratio = old.clientWidth / old.clientHeight;
  const width = Math.min(video.videoWidth, video.videoHeight * ratio);
  const height = width / ratio;
  const left = (video.videoWidth - width) / 2;
  const top = (video.videoHeight - height) / 2;
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width);
  canvas.height = Math.round(height);
  const brush = canvas.getContext("2d");
  brush.drawImage(video, left, top, width, height, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", JPEG_QUALITY));
}

/** Hand the picture to the form as if it had been chosen there. */
async function take() {
  const picture = new File([await seen()], "now.jpg", { type: "image/jpeg" });
  const chosen = new DataTransfer();
  chosen.items.add(picture);
  const field = document.querySelector("#share-form input[type=file]");
  field.files = chosen.files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  close();
  say(said.dataset.taken);
  button("open").focus();
}

strength.addEventListener("input", fade);
button("open").addEventListener("click", open);
button("take").addEventListener("click", take);
button("close").addEventListener("click", () => {
  close();
  button("open").focus();
});
addEventListener("pagehide", close);
button("open").hidden = !navigator.mediaDevices?.getUserMedia;
