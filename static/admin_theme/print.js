/** While sheets are being made, the table of them is fetched again every few seconds. */
const SECONDS = 3;

async function look(shown) {
  const answer = await fetch(location.href);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = page.querySelector("[data-sheets]");
  // Who is reading the table with the keyboard is not thrown out of it.
  if (!now || shown.contains(document.activeElement)) return;
  shown.replaceChildren(...now.childNodes);
  shown.toggleAttribute("data-unfinished", now.hasAttribute("data-unfinished"));
}

function wait(shown) {
  if (!shown?.hasAttribute("data-unfinished")) return;
  setTimeout(async () => {
    await look(shown).catch(() => {});
    wait(shown);
  }, SECONDS * 1000);
}

wait(document.querySelector("[data-sheets]"));
