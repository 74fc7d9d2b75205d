// New messages as they come: server-sent events read with fetch, so that the token travels in a header and not in the
// address. Where the stream does not get through, asking every few seconds takes its place.

const SILENCE = 50000; // the server says something every 20 s; longer silence is a dead connection
const POLL = 4000;
const LONGEST_PAUSE = 20000;
const TRIES_BEFORE_POLLING = 3;

export class Live {
  // handlers: message(view), state(view), link("live" | "polling" | "lost"), gone()
  constructor(calls, handlers) {
    this.calls = calls;
    this.handlers = handlers;
    this.after = 0;
    this.run = null;
    this.wake = () => {};
  }

  start(after) {
    this.after = Math.max(this.after, after);
    if (this.run) return;
    this.run = new AbortController();
    this.follow(this.run.signal);
  }

  stop() {
    this.run?.abort();
    this.wake();
    this.run = null;
    this.after = 0;
  }

  // Look again at once: the network is back, or the page is seen again.
  hurry() {
    this.wake();
  }

  async follow(signal) {
    let failures = 0;
    while (!signal.aborted) {
      try {
        await this.stream(signal, () => { failures = 0; });
      } catch {
        failures += 1;
      }
      if (signal.aborted) return;
      const polled = failures >= TRIES_BEFORE_POLLING ? await this.poll(signal) : false;
      if (failures > 1 && !polled) this.handlers.link("lost");
      await this.pause(polled ? POLL : Math.min(LONGEST_PAUSE, 500 * 2 ** failures));
    }
  }

  pause(milliseconds) {
    return new Promise((done) => {
      const timer = setTimeout(done, milliseconds);
      this.wake = () => { clearTimeout(timer); done(); };
    });
  }

  async poll(signal) {
    try {
      const page = await this.calls.read(this.after);
      if (signal.aborted) return false;
      this.handlers.link("polling");
      page.messages.forEach((message) => this.take("message", message));
      this.take("state", page.state);
      return true;
    } catch (error) {
      if (error.status === 401) this.handlers.gone();
      return false;
    }
  }

  take(event, data) {
    if (event === "message") {
      this.after = Math.max(this.after, data.sequence);
      this.handlers.message(data);
    } else if (event === "state") {
      this.handlers.state(data);
    }
  }

  async stream(signal, alive) {
    const silence = new AbortController();
    let timer = setTimeout(() => silence.abort(), SILENCE);
    const giveUp = () => silence.abort();
    signal.addEventListener("abort", giveUp);
    try {
      const response = await fetch(`${this.calls.address}/stream`, {
        headers: this.calls.headers({ "Last-Event-ID": String(this.after) }),
        cache: "no-store",
        credentials: "omit",
        signal: silence.signal,
      });
      if (response.status === 401) this.handlers.gone();
      if (!response.ok) throw new Error(`stream refused: ${response.status}`);
      alive();
      this.handlers.link("live");
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = "";
      for (;;) {
        const { value, done } = await reader.read();
        if (done) return;
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), SILENCE);
        rest = this.events((rest + value).replaceAll("\r\n", "\n"));
      }
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", giveUp);
    }
  }

  // Take every whole event of `text` and give back what is left.
  events(text) {
    const blocks = text.split("\n\n");
    const rest = blocks.pop();
    for (const block of blocks) {
      let event = "message";
      const data = [];
      for (const line of block.split("\n")) {
        if (line.startsWith("event: ")) event = line.slice(7);
        else if (line.startsWith("data: ")) data.push(line.slice(6));
      }
      if (data.length) this.take(event, JSON.parse(data.join("\n")));
    }
    return rest;
  }
}
