/** Photos that another app hands over become a draft; the person sends it, nobody else. */
import * as store from "../interest_forms/share_store.js";

/** Another website that makes a visitor's browser post here is no gallery. */
function isFromElsewhere(request) {
  return Boolean(request.referrer) && new URL(request.referrer).origin !== location.origin;
}

/** Put the photos into a draft of their own and open the form with it. */
export async function takeShared(request, language) {
  const form = `/${language}/share/`;
  if (isFromElsewhere(request)) return Response.redirect(form, 303);
  const original = request.clone();
  try {
    const photos = (await request.formData()).getAll("photos").filter((one) => one instanceof File);
    const draft = store.newDraft(form);
    await store.keepDraft(draft);
    for (const file of photos) {
      const photo = store.newPhoto(draft, { name: file.name, size: file.size, blob: file });
      await store.addPhoto(photo);
      if (photo.isLoose) throw new Error("The phone is full.");
    }
    return Response.redirect(form, 303);
  } catch {
    return fetch(original);
  }
}
