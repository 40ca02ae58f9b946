/** A ready-made text is put where it can be changed; what somebody wrote herself stays. */
export function fillIn(event) {
  const chosen = event.target.matches("select") ? event.target.selectedOptions[0] : event.target;
  const { words } = chosen.dataset;
  const place = words && event.target.closest("details").querySelector("[data-words-here]");
  if (!place || (place.value && place.value !== place.dataset.filled)) return;
  place.value = words;
  place.dataset.filled = words;
}
