/** The slider over two pictures from one spot. Without it they stand side by side. */

function setUp(pair) {
  const slider = pair.querySelector("input");
  const panes = pair.querySelector(".panes");

  function show() {
    pair.style.setProperty("--at", `${slider.value}%`);
    slider.setAttribute("aria-valuetext", pair.dataset.said.replace("0", slider.value));
  }

  function follow(event) {
    const { left, width } = panes.getBoundingClientRect();
    slider.value = String((100 * (event.clientX - left)) / width);
    show();
  }

  slider.addEventListener("input", show);
  panes.addEventListener("dragstart", (event) => event.preventDefault());
  panes.addEventListener("pointerdown", follow);
  panes.addEventListener("pointermove", (event) => {
    if (event.buttons) follow(event);
  });
  show();
}

document.querySelectorAll("[data-pair]").forEach(setUp);
