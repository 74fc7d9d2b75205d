// The calls to the server. A refusal carries the server's own sentence for the citizen.

export class Refused extends Error {
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }
}

const OFFLINE = "Chưa gửi được vì mất kết nối.";
const TROUBLE = "Hệ thống đang bận, anh/chị thử lại giúp em ạ.";
const PATIENCE = 15000;
const PATIENCE_WITH_FILES = 180000; // a photo over a slow mobile network

export class Calls {
  constructor(address) {
    this.address = address;
    this.token = "";
  }

  headers(more = {}) {
    return { Authorization: `Bearer ${this.token}`, ...more };
  }

  async ask(path, options = {}) {
    let response;
    try {
      response = await fetch(this.address + path, {
        cache: "no-store",
        credentials: "omit",
        signal: AbortSignal.timeout(PATIENCE),
        ...options,
      });
    } catch {
      throw new Refused(0, OFFLINE);
    }
    if (response.ok) return response.json();
    let sentence = TROUBLE;
    try {
      const { detail } = await response.json();
      if (typeof detail === "string") sentence = detail;
    } catch {
      // a proxy answered in its own words: ours are clearer
    }
    throw new Refused(response.status, sentence);
  }

  open(channel) {
    return this.ask("/conversations", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ channel }),
    });
  }

  send(message) {
    return this.ask("/messages", {
      method: "POST",
      headers: this.headers({ "Content-Type": "application/json" }),
      body: JSON.stringify(message),
    });
  }

  sendFile(clientId, file) {
    const about = new URLSearchParams({ client_id: clientId, name: file.name.slice(-300) });
    return this.ask(`/files?${about}`, {
      method: "POST",
      headers: this.headers({ "Content-Type": "application/octet-stream" }),
      body: file,
      signal: AbortSignal.timeout(PATIENCE_WITH_FILES),
    });
  }

  read(after) {
    return this.ask(`/messages?after=${after}`, { headers: this.headers() });
  }
}
