/** Send what waits, when the browser says that there is signal: no page need be open. */
import { deliver } from "../interest_forms/share_delivery.js";
import { hold } from "../interest_forms/share_locks.js";
import * as store from "../interest_forms/share_store.js";

/** Fails when the line breaks: the browser calls again, and what was sent is kept. */
export async function deliverWaiting() {
  await store.removeExpired();
  for (const draft of await store.drafts()) {
    if (draft.state !== "waiting") continue;
    const letGo = await hold(draft.id);
    // A page has it in hand and sends it itself.
    if (!letGo) continue;
    try {
      await deliver(draft, await store.photosOf(draft), { isHasty: true });
    } catch (error) {
      // What does not pass its sender is told when she opens the form.
      if (error.passes) throw error;
    } finally {
      letGo();
    }
  }
}
