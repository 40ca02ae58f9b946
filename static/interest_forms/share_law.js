/** The country of the chosen place says whose law stands in the form, and from which age. */

function tell(form, law) {
  form.elements.under_age.value = law.consent_age;
  for (const text of form.querySelectorAll("[data-age]")) {
    text.textContent = text.dataset.age.replaceAll("%s", law.consent_age);
  }
  for (const line of form.querySelectorAll("[data-act]")) {
    const act = line.querySelector("[lang]");
    [act.textContent, act.lang] = [law[line.dataset.act], law.language];
    line.hidden = !act.textContent && !line.querySelector("[data-gdpr]");
  }
}

export function followPlace(form) {
  const laws = JSON.parse(form.querySelector("[data-laws] script").textContent);
  form.addEventListener("change", ({ target }) => {
    if (target.name === "place" && target.checked) tell(form, laws[target.dataset.country] ?? laws[""]);
  });
}
