/** Two pictures that look alike: side by side, or one over the other to flick between. */

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-flick]");
  if (!button) return;
  const pair = button.closest(".compare").querySelector(".compare-pair");
  pair.dataset.shown = { "": "0", 0: "1", 1: "0" }[pair.dataset.shown ?? ""];
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-beside]");
  if (button) delete button.closest(".compare").querySelector(".compare-pair").dataset.shown;
});
