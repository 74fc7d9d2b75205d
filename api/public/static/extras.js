// What is sent beside words: photos and files, and the place where the citizen is.

const byId = (id) => document.getElementById(id);
const text = byId("text");

// The browser itself asks whether the page may know the place.
function sharePlace({ sendPlace, say }) {
  if (!navigator.geolocation) return say("Trình duyệt này không lấy được vị trí. Anh/chị nhắn giúp em địa chỉ ạ.");
  byId("place").disabled = true;
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      byId("place").disabled = false;
      sendPlace({ lat: coords.latitude, lon: coords.longitude });
    },
    () => {
      byId("place").disabled = false;
      say("Em chưa lấy được vị trí. Anh/chị cho phép trang dùng vị trí, hoặc nhắn giúp em địa chỉ ạ.");
    },
    { enableHighAccuracy: true, timeout: 20000, maximumAge: 60000 },
  );
}

function showExtras(on) {
  byId("extras").hidden = !on;
  byId("more").setAttribute("aria-expanded", String(on));
}

// sendFiles(files), sendPlace({ lat, lon }), say(words of the page itself)
export function offerExtras({ sendFiles, sendPlace, say }) {
  byId("more").addEventListener("click", () => {
    showExtras(byId("extras").hidden);
    if (!byId("extras").hidden) byId("attach").focus();
  });
  byId("extras").addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    showExtras(false);
    byId("more").focus();
  });
  byId("attach").addEventListener("click", () => byId("files").click());
  byId("files").addEventListener("change", () => {
    sendFiles([...byId("files").files]);
    byId("files").value = ""; // the same file may be chosen again
    showExtras(false);
    text.focus();
  });
  byId("place").addEventListener("click", () => {
    showExtras(false);
    sharePlace({ sendPlace, say });
  });
  text.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    sendFiles(files);
  });
}
