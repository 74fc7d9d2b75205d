// Files on their way. They are held by this page only: after a reload what was not yet taken must be chosen again.

export class Uploads {
  // open(): a conversation to send into; done(): the server has taken one; gone(): it knows the conversation no more
  constructor(calls, log, { open, done, gone }) {
    Object.assign(this, { calls, log, open, done, gone });
    this.waiting = new Map(); // client id → { file, failed }
    this.running = false;
  }

  add(clientId, file, words) {
    this.waiting.set(clientId, { file, failed: false });
    this.log.showMine(clientId, words);
    this.run();
  }

  has(clientId) {
    return this.waiting.has(clientId);
  }

  retry(clientId) {
    this.waiting.get(clientId).failed = false;
    this.log.setState(clientId, "Đang gửi…");
    this.run();
  }

  // Leave the conversation; gives back the files that it did not take.
  clear() {
    const files = [...this.waiting.values()].map((one) => one.file);
    this.waiting.clear();
    return files;
  }

  async run() {
    if (this.running) return;
    this.running = true;
    try {
      for (let next; (next = [...this.waiting].find(([, one]) => !one.failed)); ) await this.sendOne(...next);
    } finally {
      this.running = false;
    }
  }

  async sendOne(clientId, one) {
    try {
      await this.open();
      await this.calls.sendFile(clientId, one.file);
    } catch (error) {
      if (!this.waiting.has(clientId)) return; // the conversation was left meanwhile
      one.failed = true;
      this.log.setState(clientId, error.message, { failed: true });
      if (error.status === 401) this.gone();
      return;
    }
    if (!this.waiting.delete(clientId)) return;
    this.log.setState(clientId, "");
    this.done();
  }
}
