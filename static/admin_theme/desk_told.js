/** What was just done: said, counted in the header, and for some seconds unseen by the sender. */

const box = document.querySelector("[data-desk-told]");
const status = box.querySelector("[data-desk-status]");
const quiet = box.querySelector("[data-desk-quiet]");
const meter = quiet.querySelector("meter");
let ticking = 0;

export function tell({ text, level, undo, quiet: seconds, counters }) {
  status.textContent = text;
  status.className = `told-${level}`;
  box.querySelector("form").hidden = !undo;
  countDown(undo ? seconds : 0);
  const header = document.querySelector(".counters");
  if (header) header.outerHTML = counters;
}

function countDown(seconds) {
  clearInterval(ticking);
  const until = performance.now() + seconds * 1000;
  const show = () => {
    const left = (until - performance.now()) / 1000;
    quiet.hidden = left <= 0;
    meter.value = left;
    if (left <= 0) clearInterval(ticking);
  };
  meter.max = seconds || 1;
  show();
  if (seconds) ticking = setInterval(show, 500);
}
