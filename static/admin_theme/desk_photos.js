/** Several photos of one submission: one is shown large, the others wait as small pictures. */

const articles = (part) => [...part.querySelectorAll(".review-photo")];

/** Show this photo of the part; without one, the first that waits for a decision. */
export function showPhoto(part, id = "") {
  const all = articles(part);
  if (all.length < 2) return;
  const waits = (one) => one.dataset.waits !== undefined;
  const wanted = all.find((one) => one.dataset.photo === id);
  const shown = wanted ?? all.find(waits) ?? all[0];
  for (const one of all) one.hidden = one !== shown;
  for (const link of part.querySelectorAll(".review-thumbs a")) {
    if (link.dataset.photo === shown.dataset.photo) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

/** The photo that stays when the part is loaded anew: the one that is shown, if it still waits. */
export function photoToKeep(part, next) {
  const { photo } = articles(part).find((one) => !one.hidden)?.dataset ?? {};
  const after = articles(next).find((one) => one.dataset.photo === photo);
  return after?.dataset.waits === undefined ? "" : photo;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("#desk .review-thumbs a");
  if (!link) return;
  event.preventDefault();
  const part = link.closest("#desk");
  showPhoto(part, link.dataset.photo);
  part.querySelector(`.review-photo[data-photo="${link.dataset.photo}"] h2`).focus();
});
