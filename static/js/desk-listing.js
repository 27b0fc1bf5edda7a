/* Beside the form of a listing: readiness, gaps and fit follow what is typed. Without script they are those of the
   last save. A gap in another language opens its tab. */
const frame = document.querySelector("[data-live]");
const form = frame?.querySelector("form");
const live = document.getElementById("live");
let timer = 0;
let asked = 0;

async function refresh() {
  const number = ++asked;
  try {
    const answer = await fetch(frame.dataset.live, { method: "POST", body: new FormData(form), credentials: "same-origin" });
    if (answer.ok && number === asked) live.innerHTML = await answer.text();
  } catch {
    /* the network is away: what is shown stays */
  }
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(refresh, 600);
}

function open(id) {
  const field = document.getElementById(id);
  const tab = field?.closest("fieldset.lang")?.className.match(/lang-([a-z-]+)/)?.[1];
  if (tab) document.getElementById(`tab-${tab}`).checked = true;
  field?.closest("details")?.setAttribute("open", "");
  field?.scrollIntoView({ block: "center" });
  field?.focus({ preventScroll: true });
}

if (form && live) {
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  document.addEventListener("click", (event) => {
    const link = event.target.closest('.gaps a[href*="#id_"]');
    const id = link?.hash.slice(1);
    if (!id || !document.getElementById(id)) return;
    event.preventDefault();
    open(id);
  });
  if (location.hash.startsWith("#id_")) open(location.hash.slice(1));
}
