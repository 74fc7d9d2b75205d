// Showing messages. Whatever anyone wrote goes in as text, never as markup.

import { kiosk } from "./kiosk.js";

const BY = {
  bot: "Trợ lý tự động",
  operator: "Tổng đài viên",
  agency: "Cơ quan xử lý",
};
const LINK = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/g;

const STANDS_FOR_FILES = new Set(["[ảnh]", "[video]", "[ghi âm]", "[tệp]"]);

// What a message says in words: nothing where a file came alone, the place where one was shared.
function wordsOf(message) {
  if (message.attachment?.kind === "location") {
    return `Vị trí: ${message.attachment.lat.toFixed(5)}, ${message.attachment.lon.toFixed(5)}`;
  }
  return message.files?.length && STANDS_FOR_FILES.has(message.text) ? "" : message.text;
}

export function sizeOf(bytes) {
  const megabytes = bytes / 1048576;
  return megabytes >= 0.1 ? `${megabytes.toLocaleString("vi-VN", { maximumFractionDigits: 1 })} MB` : `${Math.ceil(bytes / 1024)} KB`;
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function fill(bubble, text) {
  bubble.replaceChildren();
  let from = 0;
  if (kiosk) return bubble.append(text); // a shared screen stays on this page
  for (const found of text.matchAll(LINK)) {
    bubble.append(text.slice(from, found.index));
    const link = element("a", "", found[0]);
    link.href = found[0];
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    link.append(element("span", "unseen", " (mở trang mới)"));
    bubble.append(link);
    from = found.index + found[0].length;
  }
  bubble.append(text.slice(from));
}

export class Log {
  // parts: { log, scroll, typing, down }; address of the API; onChoice(choice); onRetry(clientId)
  constructor(parts, { address, onChoice, onRetry }) {
    Object.assign(this, parts);
    this.address = address;
    this.onChoice = onChoice;
    this.onRetry = onRetry;
    this.shown = new Set(); // ids of the server's messages on the page
    this.mine = new Map(); // client id → element of what was typed here
    this.lastAuthor = "";
    this.scroll.addEventListener("scroll", () => this.markBottom(), { passive: true });
    this.down.addEventListener("click", () => this.toBottom());
  }

  clear() {
    this.log.replaceChildren();
    this.shown.clear();
    this.mine.clear();
    this.lastAuthor = "";
    this.showTyping(false);
  }

  // Add many at once (history) without reading them all out.
  quietly(work) {
    this.log.setAttribute("aria-live", "off");
    work();
    requestAnimationFrame(() => this.log.setAttribute("aria-live", "polite"));
  }

  // A message from the server. Returns false when it was on the page already.
  show(message) {
    if (this.shown.has(message.id)) return false;
    this.shown.add(message.id);
    const typed = message.client_id && this.mine.get(message.client_id);
    if (typed) {
      if (message.text) this.word(typed, wordsOf(message));
      this.showFiles(typed, message);
      this.setState(message.client_id, "");
      return true;
    }
    const follow = this.atBottom();
    const item = this.append(message.author, wordsOf(message), message.created_at);
    this.showFiles(item, message);
    if (message.client_id) this.mine.set(message.client_id, item);
    if (message.choices.length) item.append(this.choices(message.choices));
    if (message.author === "citizen") this.agePastChoices();
    if (follow) this.toBottom();
    else this.down.hidden = false;
    return true;
  }

  // What was typed here and is on its way.
  showMine(clientId, text) {
    this.agePastChoices();
    const item = this.append("citizen", text, new Date().toISOString());
    item.append(element("p", "state", "Đang gửi…"));
    this.mine.set(clientId, item);
    this.toBottom();
  }

  setState(clientId, text, { failed = false } = {}) {
    const item = this.mine.get(clientId);
    if (!item) return;
    item.classList.toggle("failed", failed);
    item.querySelector(".state")?.remove();
    if (!text) return;
    const state = element("p", "state");
    state.append(element("span", "", text));
    if (failed) {
      const again = element("button", "again", "Gửi lại");
      again.type = "button";
      again.addEventListener("click", () => this.onRetry(clientId));
      state.append(again);
    }
    item.append(state);
    if (this.atBottom(160)) this.toBottom();
  }

  say(text) {
    this.append("system", text, new Date().toISOString());
    this.toBottom();
  }

  showTyping(visible) {
    if (this.typing.hidden === !visible) return;
    const follow = this.atBottom();
    this.typing.hidden = !visible;
    if (follow) this.toBottom();
  }

  append(author, text, at) {
    const item = element("li", `message ${author}`);
    if (author !== this.lastAuthor) {
      item.classList.add("first");
      const by = element("p", "by", BY[author] ?? "");
      if (author === "citizen") by.append(element("span", "unseen", "Anh/chị"));
      if (author !== "system") item.append(by);
    }
    this.lastAuthor = author;
    const bubble = element("div", "bubble");
    bubble.title = new Date(at).toLocaleString("vi-VN", { dateStyle: "short", timeStyle: "short" });
    item.append(bubble);
    this.word(item, text);
    this.log.append(item);
    return item;
  }

  word(item, text) {
    const bubble = item.querySelector(".bubble");
    bubble.hidden = !text;
    fill(bubble, text);
  }

  showFiles(item, message) {
    if (!message.files?.length) return;
    const group = element("div", "files");
    for (const file of message.files) group.append(this.file(file));
    item.querySelector(".bubble").after(group);
  }

  file(file) {
    if (file.state !== "kept") {
      return element("span", "file gone", file.state === "awaited" ? "Đang tải tệp…" : "Tệp không nhận được");
    }
    const link = element("a", file.kind === "photo" ? "picture" : "file");
    link.href = `${this.address}/${file.url}`;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    if (file.kind === "photo") {
      const picture = element("img");
      picture.src = link.href;
      picture.alt = `Ảnh ${file.name}`;
      picture.width = file.width;
      picture.height = file.height;
      picture.addEventListener("load", () => { if (this.atBottom(320)) this.toBottom(); }, { once: true });
      link.append(picture);
    } else {
      link.textContent = `${file.name} (${sizeOf(file.size)})`;
    }
    link.append(element("span", "unseen", " (mở trang mới)"));
    return link;
  }

  choices(choices) {
    const group = element("div", "choices");
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", "Lựa chọn");
    for (const choice of choices) {
      const button = element("button", "choice", choice.title);
      button.type = "button";
      button.addEventListener("click", () => this.onChoice(choice));
      group.append(button);
    }
    return group;
  }

  agePastChoices() {
    this.log.querySelectorAll(".message:has(.choices)").forEach((item) => item.classList.add("past"));
  }

  atBottom(slack = 80) {
    return this.scroll.scrollHeight - this.scroll.scrollTop - this.scroll.clientHeight < slack;
  }

  toBottom() {
    this.scroll.scrollTop = this.scroll.scrollHeight;
    this.down.hidden = true;
  }

  markBottom() {
    if (this.atBottom()) this.down.hidden = true;
  }
}
