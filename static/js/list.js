// The list changes as its filters change: the same addresses as without script, fetched and put in place.
const PARTS = ["filters", "results"];
const PATIENCE = 300;
const live = document.querySelector("[data-live]");
let asked;

async function show(address, isNew = true) {
  asked?.abort();
  const mine = (asked = new AbortController());
  const slow = setTimeout(() => live.setAttribute("aria-busy", "true"), PATIENCE);
  try {
    const answer = await fetch(address, { signal: mine.signal });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    put(page);
    if (isNew) history.pushState(null, "", address);
    document.title = page.title;
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address);
  } finally {
    clearTimeout(slow);
    if (asked === mine) live.removeAttribute("aria-busy");
  }
}

// The element with the count stays, so that its change is announced; focus stays where it was.
function put(page) {
  const at = document.activeElement;
  const place = at?.name ? `[name="${at.name}"]${at.value && at.type === "checkbox" ? `[value="${CSS.escape(at.value)}"]` : ""}` : at?.id && `#${at.id}`;
  const said = live.querySelector("[role=status]");
  const fresh = page.querySelector("[role=status]");
  said.dataset.total = fresh.dataset.total;
  if (said.textContent !== fresh.textContent) said.textContent = fresh.textContent;
  fresh.replaceWith(said);
  const isOpen = location.hash === "#filters" || document.getElementById("filters").classList.contains("open");
  for (const id of PARTS) document.getElementById(id).replaceWith(page.getElementById(id));
  if (isOpen) document.getElementById("filters").classList.add("open");
  if (place && live.contains(document.querySelector(place))) document.querySelector(place).focus({ preventScroll: true });
}

function addressOf(form) {
  const pairs = [...new FormData(form)].filter(([name, value]) => value && !(name === "currency" && value === "CNY"));
  const query = new URLSearchParams(pairs).toString();
  return query ? `${form.getAttribute("action")}?${query}` : form.getAttribute("action");
}

live.addEventListener("change", (event) => show(addressOf(event.target.form)));
live.addEventListener("submit", (event) => {
  event.preventDefault();
  show(addressOf(event.target));
});
live.addEventListener("click", (event) => {
  const link = event.target.closest(".chips a, .seg a, .pg a, a.more, .none a, .map a[href^='?']");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
  event.preventDefault();
  show(link.href?.baseVal ? new URL(link.href.baseVal, location.href).href : link.href);
  if (link.closest(".pg")) document.getElementById("results").scrollIntoView();
});
addEventListener("popstate", () => show(location.href, false));
