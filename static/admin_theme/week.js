/**
 * The crews' week by hand: a card is dragged to its time, or lifted by its button and put
 * down by the arrow keys and Enter. Both fill in the card's own form and send it; what the
 * server answers is the week as it is then, so that a refused card stands where it stood.
 */
// What a lifted card covers itself is free for it, but for the half hour it begins in.
const FREE = ".crew-cells > [data-hour], .lifted [data-hour]";
const MOVES = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
// A hand that trembles does not drag.
const DRAG_PIXELS = 6;
// So near to the window’s edge the page goes along.
const EDGE_PIXELS = 40;
const ENDINGS = ["pointerup", "pointercancel", "keydown"];
let week = document.querySelector("[data-week]");
let lifted = null;
// Which card was sent last.
let sent = "";

const told = () => week.querySelector("[data-told]");

function tell(text) {
  const words = document.createElement("p");
  words.textContent = text;
  told().replaceChildren(...(text ? [words] : []));
}

/** The button that lifts the card which was sent last, wherever it stands now. */
function home() {
  const card = week.querySelector(`[data-card="${sent}"], [data-of="${sent}"]`);
  return card?.querySelector("[data-lift-button]") ?? week.querySelector("summary");
}

/** A refusal that has been read goes; who read it goes on at its card. */
function dismiss() {
  const refused = week.querySelector(".week-refused");
  const wasRead = refused?.contains(document.activeElement);
  refused?.remove();
  if (wasRead) home()?.focus();
}

/** What came of it, instead of what was told before. */
function answer(text) {
  dismiss();
  tell(text);
}

/** The visit whose time it is there, unless it is the one that is carried. */
function visitAt(element) {
  const card = element?.closest("[data-taken]");
  return card === lifted ? null : card;
}

const isBusy = () => week.hasAttribute("aria-busy");

/** Send the form with these values and show the week that comes back; the card is in focus again. */
async function send(form, values) {
  lay();
  if (isBusy()) return;
  const body = new FormData(form);
  for (const [field, value] of Object.entries(values)) body.set(field, value);
  sent = form.closest("[data-card]").dataset.card;
  week.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.action, { method: "POST", body });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-week]");
    if (!fresh) throw new Error(answer.status);
    show(fresh);
  } catch {
    week.removeAttribute("aria-busy");
    tell(week.dataset.lost);
  }
}

function show(fresh) {
  const scrolled = week.querySelector(".week-waiting").scrollTop;
  const words = fresh.querySelector("[data-told]");
  const said = [...words.childNodes];
  words.replaceChildren();
  week.replaceWith(fresh);
  week = fresh;
  // A screen reader tells what is written into a region that stands there already.
  words.replaceChildren(...said);
  week.querySelector(".week-waiting").scrollTop = scrolled;
  wire();
  (week.querySelector(".week-refused") ?? home())?.focus();
}

/** Send the card's own form as if that time were typed: what fails leaves no trace in it. */
function put(card, cell) {
  const { crew, day, hour } = cell.dataset;
  send(card.querySelector("form"), { act: "move", crew, day, hour });
}

function cells() {
  return [...week.querySelectorAll(FREE)];
}

function lift(card) {
  lay();
  lifted = card;
  card.classList.add("lifted");
  card.querySelector("[data-lift-button]").setAttribute("aria-pressed", "true");
  week.classList.add("choosing");
  // What is unfolded would lie over the hours.
  for (const open of week.querySelectorAll("details[open]")) open.open = false;
  for (const cell of cells()) {
    cell.setAttribute("role", "button");
    cell.setAttribute("tabindex", "-1");
    cell.setAttribute("aria-label", cell.dataset.name);
  }
  tell(week.dataset.lift);
}

/** Nothing is carried any more. */
function lay() {
  if (!lifted) return;
  for (const cell of cells()) for (const name of ["role", "tabindex", "aria-label"]) cell.removeAttribute(name);
  lifted.classList.remove("lifted");
  lifted.querySelector("[data-lift-button]").setAttribute("aria-pressed", "false");
  lifted = null;
  week.classList.remove("choosing");
  tell("");
}

/** The free time to begin with: after the card itself, or the first of the week. */
function firstCell(card) {
  const all = cells();
  const isAfter = (cell) => card.compareDocumentPosition(cell) & Node.DOCUMENT_POSITION_FOLLOWING;
  return all.find(isAfter) ?? all[0];
}

/** The free half hour beside this one: of the next day that has one, or above or below. */
function beside(cell, [across, down]) {
  const all = cells();
  if (down) return all[all.indexOf(cell) + down];
  const days = [...cell.closest("[data-days]").querySelectorAll(".crew-day")];
  const from = days.indexOf(cell.closest(".crew-day"));
  for (let at = from + across; days[at]; at += across) {
    const free = [...days[at].querySelectorAll(FREE)];
    const same = free.find((one) => one.dataset.hour >= cell.dataset.hour) ?? free.at(-1);
    if (same) return same;
  }
  return null;
}

function onKey(event) {
  if (!lifted) return;
  const cell = event.target.closest(FREE);
  if (event.key === "Escape") {
    const button = lifted.querySelector("[data-lift-button]");
    lay();
    tell(week.dataset.back);
    button.focus();
  } else if (MOVES[event.key]) {
    event.preventDefault();
    const next = cell ? beside(cell, MOVES[event.key]) : firstCell(lifted);
    next?.focus();
  } else if (cell && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    put(lifted, cell);
  }
}

function onClick(event) {
  if (isBusy()) return;
  const button = event.target.closest("[data-lift-button]");
  const cell = event.target.closest(FREE);
  if (button) {
    const card = button.closest("[data-card]");
    if (card === lifted) {
      lay();
    } else {
      lift(card);
      firstCell(card)?.focus();
    }
  } else if (cell && lifted) {
    put(lifted, cell);
  } else if (lifted && !event.target.closest("details, a")) {
    const there = visitAt(event.target);
    if (there) answer(there.dataset.taken);
  }
}

/** Follow the mouse from the card until it is let go over a free time. */
function drag(down) {
  const handle = down.target.closest("[data-lift]");
  // A finger scrolls; it lifts by the button.
  if (!handle || isBusy() || down.button !== 0 || down.pointerType === "touch") return;
  const card = handle.closest("[data-card]");
  let ghost = null;
  let over = null;
  const move = (event) => {
    const far = Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY);
    if (!ghost && far < DRAG_PIXELS) return;
    if (!ghost) {
      lift(card);
      ghost = handle.cloneNode(true);
      ghost.className = "slot carried";
      week.append(ghost);
    }
    ghost.style.insetInlineStart = `${event.clientX + 4}px`;
    ghost.style.insetBlockStart = `${event.clientY + 4}px`;
    if (event.clientY < EDGE_PIXELS) scrollBy(0, -EDGE_PIXELS);
    if (event.clientY > innerHeight - EDGE_PIXELS) scrollBy(0, EDGE_PIXELS);
    over?.classList.remove("over");
    over = document.elementFromPoint(event.clientX, event.clientY)?.closest(FREE);
    over?.classList.add("over");
  };
  const end = (event) => {
    if (event.type === "keydown" && event.key !== "Escape") return;
    for (const kind of ENDINGS) removeEventListener(kind, end);
    removeEventListener("pointermove", move);
    if (!ghost) return;
    ghost.remove();
    over?.classList.remove("over");
    if (event.type === "pointerup" && over) {
      put(card, over);
      return;
    }
    const isDropped = event.type === "pointerup";
    const there = isDropped && visitAt(document.elementFromPoint(event.clientX, event.clientY));
    lay();
    answer(there ? there.dataset.taken : week.dataset.back);
  };
  for (const kind of ENDINGS) addEventListener(kind, end);
  addEventListener("pointermove", move);
}

function wire() {
  for (const button of week.querySelectorAll("[data-lift-button]")) button.hidden = false;
  week.addEventListener("keydown", onKey);
  week.addEventListener("click", onClick);
  week.addEventListener("pointerdown", drag);
  week.addEventListener("submit", (event) => {
    if (!event.submitter) return;
    event.preventDefault();
    send(event.target, { act: event.submitter.value });
  });
}

wire();
addEventListener("keydown", (event) => {
  if (event.key === "Escape") dismiss();
});
