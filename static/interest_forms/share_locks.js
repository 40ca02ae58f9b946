/** Whose turn it is to send a draft. */

function take(id, options) {
  // A browser without Web Locks: the form's key still makes it one submission.
  if (!navigator.locks) return Promise.resolve(() => {});
  return new Promise((resolve) => {
    navigator.locks.request(`megdan-draft-${id}`, options, (lock) =>
      lock ? new Promise((release) => resolve(release)) : resolve(null),
    );
  });
}

/** Take the draft in hand: what lets it go again, or `null` when another tab has it. */
export const hold = (id) => take(id, { ifAvailable: true });

/** Wait until nobody else has the draft in hand, then take it. */
export const holdAfterOthers = (id) => take(id, {});
