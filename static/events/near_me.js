/** What is near the visitor this weekend, on a tap alone: told to about a kilometre. */
const PATIENCE = { timeout: 15000, maximumAge: 60000 };
const DIGITS = 2;
const button = document.querySelector("[data-near-me]");
const told = document.querySelector("[data-near-me-told]");

function go({ coords }) {
  const address = new URL(location.href);
  const near = [coords.latitude, coords.longitude].map((part) => part.toFixed(DIGITS)).join(",");
  for (const name of ["q", "page", "village"]) address.searchParams.delete(name);
  address.searchParams.set("near", near);
  address.searchParams.set("km", button.dataset.km);
  location.assign(address);
}

if (navigator.geolocation) {
  button.hidden = false;
  button.addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(go, () => {
      told.textContent = told.dataset.nearMeTold;
    }, PATIENCE);
  });
}
