/** The page that stands in without signal leads to what is on the phone. */
import { packs } from "./store.js";

const section = document.querySelector("[data-kept-packs]");
const form = section.querySelector("template");

function row({ name, group, language }) {
  const copy = form.content.cloneNode(true);
  const named = copy.querySelector("[data-name]");
  named.textContent = name;
  named.lang = language;
  for (const link of copy.querySelectorAll("[data-to]")) {
    link.href = `/${language}/${link.dataset.to}/?group=${group}`;
    link.hreflang = language;
  }
  return copy;
}

const found = window.caches ? await packs() : [];
section.querySelector("ul").append(...found.map(row));
section.hidden = !found.length;
