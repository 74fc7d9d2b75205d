// The chat page: what is typed goes to the outbox, from there to the server, and comes back with the answers.

import { Calls } from "./calls.js";
import { offerExtras } from "./extras.js";
import { keeping } from "./keeping.js";
import { kiosk, watchForLeaving } from "./kiosk.js";
import { Live } from "./live.js";
import { Log, sizeOf } from "./log.js";
import { Uploads } from "./uploads.js";

const TYPING_AT_MOST = 20000;
const MAX_TEXT = 4000;
const byId = (id) => document.getElementById(id);
const who = byId("who");
const composer = byId("composer");
const text = byId("text");
const notice = byId("notice");
const titleOfPage = document.title;
const asAssistant = who.textContent;

const calls = new Calls(document.body.dataset.api);
const log = new Log(
  { log: byId("log"), scroll: byId("scroll"), typing: byId("typing"), down: byId("down") },
  { address: calls.address, onChoice: (choice) => say(choice.title, choice.id), onRetry: (clientId) => retry(clientId) },
);
const live = new Live(calls, { message: showMessage, state: showState, link: showLink, gone: renew });

const uploads = new Uploads(calls, log, { open: ensureConversation, done: taken, gone: renew });

let owner = "bot";
let unseen = 0;
let typingTimer = 0;
let sending = false;
let talk = 0; // counts conversations, so that answers to an abandoned one change nothing

// ---- what comes

function showMessage(message) {
  if (message.client_id) keeping.outbox = keeping.outbox.filter((kept) => kept.client_id !== message.client_id);
  if (!log.show(message) || message.author === "citizen") return;
  setTyping(false);
  stir();
  if (document.hidden) {
    unseen += 1;
    document.title = `(${unseen}) ${titleOfPage}`;
  }
}

function showState(state) {
  owner = state.owner;
  who.textContent = {
    operator: "Tổng đài viên đang trò chuyện với anh/chị",
    waiting: "Trợ lý tự động · đang chờ tổng đài viên",
  }[owner] ?? asAssistant;
  document.body.dataset.owner = owner;
  if (owner === "operator") setTyping(false);
}

function showLink(link) {
  document.body.dataset.link = link;
  const lost = link === "lost" || !navigator.onLine;
  notice.hidden = !lost;
  if (lost) notice.textContent = "Mất kết nối. Em đang kết nối lại, tin nhắn của anh/chị vẫn được giữ ạ.";
}

function setTyping(on) {
  clearTimeout(typingTimer);
  log.showTyping(on);
  if (on) typingTimer = setTimeout(() => log.showTyping(false), TYPING_AT_MOST);
}

// ---- what goes

function say(words, choiceId) {
  post(words, choiceId ? { choice_id: choiceId } : { text: words });
}

function post(shown, body) {
  const message = { client_id: newId(), shown, ...body };
  keeping.outbox = [...keeping.outbox, message];
  log.showMine(message.client_id, shown);
  flush();
}

function newId() {
  return crypto.randomUUID?.() ?? randomId();
}

function sendFiles(files) {
  for (const file of files) uploads.add(newId(), file, `${file.name} (${sizeOf(file.size)})`);
}

function randomId() { // randomUUID needs https; a kiosk on the inner network may have none
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function flush() {
  if (sending) return;
  sending = true;
  const mine = talk;
  try {
    for (let next; (next = keeping.outbox.find((kept) => !kept.failed)); ) {
      if (!(await sendOne(next)) || mine !== talk) break;
    }
  } finally {
    sending = false;
    if (mine !== talk) flush();
  }
}

async function sendOne(message) {
  const mine = talk;
  const { shown, failed, ...body } = message;
  try {
    await ensureConversation();
    await calls.send(body);
  } catch (error) {
    if (mine !== talk) return false;
    if (error.status === 401) {
      renew();
      return false;
    }
    keeping.outbox = keeping.outbox.map((kept) => (kept.client_id === message.client_id ? { ...kept, failed: true } : kept));
    log.setState(message.client_id, error.message, { failed: true });
    return true;
  }
  if (mine !== talk) return false;
  keeping.outbox = keeping.outbox.filter((kept) => kept.client_id !== message.client_id);
  log.setState(message.client_id, "");
  taken();
  return true;
}

// The server has something new of ours: an answer may come.
function taken() {
  if (owner !== "operator") setTyping(true);
  live.start(0);
}

function retry(clientId) {
  if (uploads.has(clientId)) return uploads.retry(clientId);
  keeping.outbox = keeping.outbox.map((kept) => (kept.client_id === clientId ? { ...kept, failed: false } : kept));
  log.setState(clientId, "Đang gửi…");
  flush();
}

function retryAll() {
  keeping.outbox.filter((kept) => kept.failed).forEach((kept) => retry(kept.client_id));
}

// ---- the conversation

let opening = null;

function ensureConversation() {
  if (calls.token) return Promise.resolve();
  opening ??= calls.open(kiosk ? "kiosk" : "web").then(({ token }) => {
    calls.token = token;
    keeping.token = token;
  }).finally(() => { opening = null; });
  return opening;
}

// The server does not know the token any more: go on in a new conversation with what was not yet taken.
function renew() {
  const waiting = keeping.outbox.map((kept) => ({ ...kept, failed: false }));
  const files = uploads.clear();
  begin();
  keeping.outbox = waiting;
  log.say("Cuộc trò chuyện trước không còn mở được, em bắt đầu cuộc mới ạ.");
  waiting.forEach((kept) => log.showMine(kept.client_id, kept.shown));
  flush();
  sendFiles(files);
}

function begin() {
  talk += 1;
  live.stop();
  keeping.forget();
  uploads.clear();
  calls.token = "";
  log.clear();
  setTyping(false);
  showState({ owner: "bot" });
}

async function restore() {
  calls.token = keeping.token;
  const waiting = keeping.outbox;
  if (calls.token) {
    const mine = talk;
    try {
      let after = 0;
      for (let more = true; more; ) {
        const page = await calls.read(after);
        if (mine !== talk) return;
        log.quietly(() => page.messages.forEach(showMessage));
        showState(page.state);
        after = page.messages.at(-1)?.sequence ?? after;
        more = page.more;
      }
      if (after) live.start(after);
      const last = log.lastAuthor;
      if (last === "citizen" && owner !== "operator") setTyping(true);
    } catch (error) {
      if (error.status === 401) return renew();
      showLink("lost");
      live.start(0);
    }
  }
  for (const kept of waiting) {
    if (!keeping.outbox.some((still) => still.client_id === kept.client_id)) continue; // it had arrived after all
    log.showMine(kept.client_id, kept.shown);
    retry(kept.client_id);
  }
  log.toBottom();
}

// ---- the page

function fit() {
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight + 3}px`;
  const left = MAX_TEXT - text.value.length;
  byId("count").hidden = left > 500;
  byId("count").textContent = `Còn ${left} ký tự`;
}

composer.addEventListener("submit", (event) => {
  event.preventDefault();
  const words = text.value.trim();
  if (!words) return text.focus();
  text.value = "";
  fit();
  text.focus();
  say(words);
});
text.addEventListener("input", fit);
text.addEventListener("keydown", (event) => {
  // Enter also ends a syllable in Vietnamese input methods: only a plain one sends
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  composer.requestSubmit();
});
byId("starters").addEventListener("click", (event) => {
  const words = event.target.closest("button")?.dataset.text;
  if (words) say(words);
});
offerExtras({ sendFiles, say: (words) => log.say(words), sendPlace: (location) => post("Vị trí của tôi", { location }) });
function startAgain() {
  begin();
  text.value = "";
  fit();
  byId("scroll").scrollTop = 0;
  text.focus();
}
byId("restart").addEventListener("click", () => byId("confirm").showModal());
byId("confirm").addEventListener("close", () => {
  if (byId("confirm").returnValue !== "yes") return;
  byId("confirm").returnValue = "";
  startAgain();
});
window.addEventListener("online", () => { showLink("live"); live.hurry(); retryAll(); });
window.addEventListener("offline", () => showLink("lost"));
document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  unseen = 0;
  document.title = titleOfPage;
  live.hurry();
});

const stir = kiosk ? watchForLeaving({ started: () => log.lastAuthor || text.value, startAgain }) : () => {};
restore();
