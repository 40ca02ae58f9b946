/** Small conveniences of every page. Without them each page is still whole. */

/** Close an open menu on Escape, on a click elsewhere, and when focus leaves it. */
function closeMenus(event) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    const inside = menu.contains(event.target);
    if (event.type === "keydown" ? event.key !== "Escape" : inside) continue;
    menu.open = false;
    if (event.type === "keydown") menu.querySelector("summary").focus();
  }
}

/** Copy `data-copy` (or this page's address) and say so in the button's own words. */
async function copy(button) {
  const words = button.querySelector("[data-done]");
  await navigator.clipboard.writeText(button.dataset.copy || location.href);
  if (!words) return;
  const before = words.textContent;
  words.textContent = words.dataset.done;
  setTimeout(() => { words.textContent = before; }, 3000);
}

/** Hand the page to the device's own share sheet, or copy its address. */
async function share(button) {
  if (!navigator.share) return copy(button);
  try {
    await navigator.share({ title: document.title, url: location.href });
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  }
}

const acts = { copy, share, print: () => window.print() };

document.addEventListener("click", (event) => {
  closeMenus(event);
  const button = event.target.closest("button[data-act]");
  if (button) acts[button.dataset.act]?.(button);
});
document.addEventListener("keydown", closeMenus);
document.addEventListener("focusin", closeMenus);
