/** How tus-js-client speaks to the server where there is no XMLHttpRequest. */

class FetchRequest {
  #headers = new Headers();
  #control = new AbortController();
  #tell = () => {};

  constructor(method, url) {
    Object.assign(this, { method, url });
  }

  getMethod() {
    return this.method;
  }

  getURL() {
    return this.url;
  }

  setHeader(name, value) {
    this.#headers.set(name, value);
  }

  getHeader(name) {
    return this.#headers.get(name) ?? undefined;
  }

  setProgressHandler(tell) {
    this.#tell = tell;
  }

  async send(body = null) {
    const { method } = this;
    const options = { method, headers: this.#headers, body, signal: this.#control.signal };
    const answer = await fetch(this.url, { ...options, credentials: "omit" });
    const text = await answer.text();
    if (body) this.#tell(body.size);
    return {
      getStatus: () => answer.status,
      getHeader: (name) => answer.headers.get(name) ?? undefined,
      getBody: () => text,
      getUnderlyingObject: () => answer,
    };
  }

  async abort() {
    this.#control.abort();
  }

  getUnderlyingObject() {
    return null;
  }
}

export class FetchStack {
  createRequest(method, url) {
    return new FetchRequest(method, url);
  }

  getName() {
    return "fetch";
  }
}
