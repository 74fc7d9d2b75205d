// The tracking page while it is open: at a change it asks for itself again and shows what is new.
// Without this script the page shows the same after “Xem”.

const PAUSE = 60000; // milliseconds, where the stream does not get through
const shown = document.getElementById("case");
const news = document.getElementById("news");

function follow() {
  const stream = new EventSource(shown.dataset.live);
  stream.addEventListener("changed", () => {
    stream.close();
    lookAgain();
  });
  stream.addEventListener("error", () => {
    if (stream.readyState === EventSource.CLOSED) setTimeout(lookAgain, PAUSE);
  });
}

async function lookAgain() {
  const { code, tail } = shown.dataset;
  try {
    const answer = await fetch(location.pathname, { method: "POST", body: new URLSearchParams({ code, tail }) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    show(page.getElementById("case"));
    follow();
  } catch {
    setTimeout(lookAgain, PAUSE); // offline, or asked too often
  }
}

// Replace only the parts that are new: what is being typed or read elsewhere stays.
function show(fresh) {
  const find = (within, part) => within.querySelector(`:scope > [data-part="${part.dataset.part}"]`);
  for (const part of [...shown.children]) if (!find(fresh, part)) part.remove();
  let changed = false;
  let last = null;
  for (const part of [...fresh.children]) {
    const old = find(shown, part);
    if (old?.outerHTML === part.outerHTML) {
      last = old;
      continue;
    }
    changed = true;
    if (old) keepWords(old, part);
    if (old) old.replaceWith(part);
    else if (last) last.after(part);
    else shown.prepend(part);
    last = part;
  }
  shown.dataset.live = fresh.dataset.live;
  if (changed) news.textContent = `Vừa có cập nhật: ${shown.querySelector(".state").textContent}.`;
}

function keepWords(old, part) {
  const typed = old.querySelector("textarea")?.value;
  const box = part.querySelector("textarea");
  if (typed && box) box.value = typed;
}

follow();
