// What this browser keeps: the token of its conversation, and what was typed but not yet taken by the server.

import { kiosk } from "./kiosk.js";

const TOKEN = "troly1022.token";
const OUTBOX = "troly1022.outbox";

let store;
try {
  if (kiosk) throw new Error("nothing is kept on a shared screen");
  store = window.localStorage;
  store.setItem("troly1022.probe", "1");
  store.removeItem("troly1022.probe");
} catch {
  const held = new Map(); // shared screen, or storage is switched off: keep it as long as the page is open
  store = {
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => held.set(key, value),
    removeItem: (key) => held.delete(key),
  };
}

export const keeping = {
  get token() {
    return store.getItem(TOKEN) ?? "";
  },
  set token(value) {
    store.setItem(TOKEN, value);
  },
  get outbox() {
    try {
      const kept = JSON.parse(store.getItem(OUTBOX) ?? "[]");
      return Array.isArray(kept) ? kept : [];
    } catch {
      return [];
    }
  },
  set outbox(messages) {
    store.setItem(OUTBOX, JSON.stringify(messages));
  },
  forget() {
    store.removeItem(TOKEN);
    store.removeItem(OUTBOX);
  },
};
