/** While a worker is at something, the part of the page that tells of it is fetched again. */
const SECONDS = 3;

async function look(shown) {
  const answer = await fetch(location.href);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = page.querySelector("[data-watched]");
  // Who is reading the part with the keyboard is not thrown out of it.
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

wait(document.querySelector("[data-watched]"));
