/** One tab, or the service worker, has a draft in hand at a time. */

const nameOf = (id) => `megdan-draft-${id}`;

/** Wait until nobody else has the draft in hand, then take it. */
export function holdAfterOthers(id) {
  if (!navigator.locks) return Promise.resolve(() => {});
  return new Promise((resolve) => {
    navigator.locks.request(nameOf(id), () => new Promise((release) => resolve(release)));
  });
}

/** Take the draft in hand: what lets it go again, or `null` when another has it. */
export function hold(id) {
  // A browser without Web Locks: the form's key still makes it one submission.
  if (!navigator.locks) return Promise.resolve(() => {});
  return new Promise((resolve) => {
    navigator.locks.request(nameOf(id), { ifAvailable: true }, (lock) => {
      if (!lock) return resolve(null);
      return new Promise((release) => resolve(release));
    });
  });
}
