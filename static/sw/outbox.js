/** Send what waits, when the browser says that there is signal: no page need be open. */
import { deliver } from "../interest_forms/share_delivery.js";
import { hold } from "../interest_forms/share_locks.js";
import * as store from "../interest_forms/share_store.js";
import { FetchStack } from "./fetch_stack.js";

/** Fails when the line breaks: the browser calls again, and what was sent is kept. */
export async function deliverWaiting() {
  await store.removeExpired();
  for (const draft of await store.drafts()) {
    if (draft.state !== "waiting") continue;
    const letGo = await hold(draft.id);
    // A page has it in hand and sends it itself.
    if (!letGo) continue;
    try {
      const control = new AbortController();
      const onPause = () => control.abort();
      const options = { signal: control.signal, onPause, httpStack: new FetchStack() };
      await deliver(draft, await store.photosOf(draft), options);
    } catch (error) {
      // The form has to be mended: its sender is told when she opens it.
      if (!error.answer) throw error;
    } finally {
      letGo();
    }
  }
}
