/** Waiting for signal. */

const SHORTEST_MS = 4000;
const LONGEST_MS = 5 * 60 * 1000;

/** Wait for the network, at most for a while: longer with each try that failed. */
export function pause(tries) {
  return new Promise((resolve) => {
    setTimeout(resolve, Math.min(LONGEST_MS, SHORTEST_MS * 2 ** tries));
    addEventListener("online", resolve, { once: true });
  });
}
