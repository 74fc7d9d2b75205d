// A screen that many use one after the other (/kiosk): whoever leaves leaves nothing on it.

export const kiosk = "kiosk" in document.body.dataset;

const QUIET = 120000; // milliseconds without a touch before it asks
const GRACE = 20000; // milliseconds to answer

// started(): something is on the screen; startAgain() clears it. Returns what is to be called when an answer comes.
export function watchForLeaving({ started, startAgain }) {
  const dialog = document.getElementById("idle");
  let timer = 0;

  function stir() {
    if (dialog.open) return;
    clearTimeout(timer);
    timer = setTimeout(ask, QUIET);
  }

  function ask() {
    if (!started()) return stir();
    document.getElementById("confirm").close("no");
    dialog.returnValue = "";
    dialog.showModal();
    timer = setTimeout(() => dialog.close("gone"), GRACE);
  }

  dialog.addEventListener("close", () => {
    clearTimeout(timer);
    if (dialog.returnValue === "gone") startAgain();
    stir();
  });
  for (const kind of ["pointerdown", "keydown", "wheel"]) addEventListener(kind, stir, { passive: true });
  stir();
  return stir;
}
