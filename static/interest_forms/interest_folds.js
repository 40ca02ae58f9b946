/** What is folded opens when it holds something: a draft was put back, photos were added. */
const form = document.getElementById("share-form");
const isTold = ({ type, value, checked }) =>
  type === "checkbox" ? checked : type !== "radio" && type !== "file" && Boolean(value);

function unfold(element) {
  const fold = element.closest("details.fold");
  if (fold) fold.open = true;
}

document.addEventListener("change", ({ target }) => isTold(target) && unfold(target));
// It does not bubble, and the form may be exchanged.
document.addEventListener(
  "photos",
  ({ target, detail }) => detail.length && unfold(target.querySelector("[data-uploads]")),
  true,
);
for (const note of form.querySelectorAll("[data-keeps]")) note.hidden = false;
