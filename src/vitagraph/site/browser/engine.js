// The page's side of the worker: start it, send queries, stop it.

export class Engine {
  constructor(addresses) {
    this.addresses = addresses;
    this.opened = this.start();
  }

  start() {
    this.waiting = new Map();
    this.worker = new Worker(this.addresses.worker, { type: "module" });
    this.worker.addEventListener("message", ({ data: { id, value, error, trapped } }) => {
      const { resolve, reject } = this.waiting.get(id);
      this.waiting.delete(id);
      error === undefined ? resolve(value) : reject(Object.assign(new Error(error), { trapped }));
      if (trapped) this.stop();
    });
    this.worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.waiting.forEach(({ reject }) => reject(new Error(event.message || this.addresses.worker)));
      this.waiting.clear();
    });
    return this.send({ wasm: this.addresses.wasm, graph: this.addresses.graph, labels: this.addresses.labels });
  }

  send(message) {
    return new Promise((resolve, reject) => {
      const id = crypto.getRandomValues(new Uint32Array(1))[0];
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ ...message, id });
    });
  }

  async query(query) {
    await this.opened;
    return this.send({ query });
  }

  // Ends the present query, whose promise stays open, and starts a new worker.
  stop() {
    this.worker.terminate();
    this.opened = this.start();
  }
}
