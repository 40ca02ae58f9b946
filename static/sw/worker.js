/**
 * The service worker: the photo form without signal, photos shared from the gallery, and
 * forms that are sent when there is signal again. It keeps the portal's own files and two
 * pages in each language that are the same for everybody; never what a person sees or says.
 * Where there is no signal, the packs on the phone answer (./packs.js).
 */
import { deliverWaiting } from "./outbox.js";
import { fetchOrKept, mayHave, networkOrKept } from "./packs.js";
import { takeShared } from "./shared.js";

const FORM = /^\/([a-z]{2})\/share\/$/;
const TARGET = /^\/([a-z]{2})\/share\/target\/$/;
const LANGUAGE = /^\/([a-z]{2})\//;
const OURS = "megdan-";

/** @param {{version: string, files: string[], forms: object, offline: object}} kept */
export function serve({ version, files, forms, offline }) {
  const cacheName = OURS + version;
  const pages = [...Object.values(forms), ...Object.values(offline)];

  async function keep() {
    const cache = await caches.open(cacheName);
    // Not from the browser's own memory: that may be older than this worker.
    await cache.addAll([...files, ...pages].map((url) => new Request(url, { cache: "no-cache" })));
    await self.skipWaiting();
  }

  async function takeOver() {
    for (const name of await caches.keys()) {
      if (name.startsWith(OURS) && name !== cacheName) await caches.delete(name);
    }
    await self.registration.navigationPreload?.enable();
    await self.clients.claim();
  }

  /** The kept page that stands in for one that cannot be had. */
  async function standIn(path) {
    const form = forms[FORM.exec(path)?.[1]];
    const language = LANGUAGE.exec(path)?.[1];
    const cache = await caches.open(cacheName);
    return cache.match(form ?? offline[language] ?? Object.values(offline)[0]);
  }

  async function page(event) {
    const network = Promise.resolve(event.preloadResponse).then((answer) => answer ?? fetch(event.request));
    try {
      return await networkOrKept(event, network);
    } catch (error) {
      return (await standIn(new URL(event.request.url).pathname)) ?? Promise.reject(error);
    }
  }

  async function file(request) {
    const cache = await caches.open(cacheName);
    return (await cache.match(request)) ?? fetch(request);
  }

  self.addEventListener("install", (event) => event.waitUntil(keep()));
  self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
  self.addEventListener("sync", (event) => event.waitUntil(deliverWaiting()));
  self.addEventListener("fetch", (event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (url.origin !== location.origin) return;
    const language = TARGET.exec(url.pathname)?.[1];
    if (language && request.method === "POST") event.respondWith(takeShared(request, language));
    else if (request.method !== "GET") return;
    else if (files.includes(url.pathname)) event.respondWith(file(request));
    else if (request.mode === "navigate" && LANGUAGE.test(url.pathname)) event.respondWith(page(event));
    else if (request.mode !== "navigate" && mayHave(url.pathname)) event.respondWith(fetchOrKept(event));
  });
}
