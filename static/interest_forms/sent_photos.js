/** The digests of what went from here. No server is asked: it would tell what it holds. */

const SENT = "megdan.sent";
const PENDING = "megdan.sending";
const MOST = 500;

/** Where the browser keeps nothing, nothing is remembered. */
function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name)) ?? [];
  } catch {
    return [];
  }
}

function write(name, digests) {
  try {
    localStorage.setItem(name, JSON.stringify(digests.slice(-MOST)));
  } catch {
    // A full or closed store costs a piece of advice, no photo.
  }
}

/** The digests of photos whose receipt was seen here. */
export const sentBefore = () => new Set(read(SENT));

/** These go with the form that is being sent. */
export const beginSending = (digests) => write(PENDING, digests);

/** The receipt is here: they have arrived. */
export function confirmSent() {
  write(SENT, [...new Set([...read(SENT), ...read(PENDING)])]);
  write(PENDING, []);
}
