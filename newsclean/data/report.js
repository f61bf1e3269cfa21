"use strict";
// The report works without this script: it adds the views, the filters and the notes under the pointer.
const root = document.documentElement;
const cuts = [...document.querySelectorAll("del")];
const tip = document.createElement("div");
tip.className = "tip";
tip.hidden = true;
tip.setAttribute("role", "tooltip");
document.body.append(tip);
document.querySelectorAll(".controls, .script").forEach((one) => one.classList.remove("hidden"));

function show(view) {
  root.dataset.view = view;
  for (const input of document.querySelectorAll("input[name=view]")) input.checked = input.value === view;
}

function filter() {
  const off = { label: new Set(), detector: new Set() };
  for (const input of document.querySelectorAll("input[name=label], input[name=detector]")) {
    if (!input.checked) off[input.name].add(input.value);
  }
  for (const cut of cuts) {
    cut.classList.toggle("off", off.label.has(cut.dataset.label) || off.detector.has(cut.dataset.detector));
  }
}

document.addEventListener("change", (event) => {
  if (event.target.name === "view") show(event.target.value);
  else filter();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-check]");
  if (button) {
    for (const input of button.closest("fieldset").querySelectorAll("input")) input.checked = button.dataset.check === "all";
    filter();
  }
});

// A jump to something that the view hides shows everything again.
function jumped() {
  const target = document.getElementById(location.hash.slice(1));
  if (!target) return;
  if (!target.getClientRects().length) show("both");
  target.scrollIntoView({ block: "center" });
  const cut = target.matches("del") ? target : target.querySelector("del");
  if (cut) cut.focus({ preventScroll: true });
}
addEventListener("hashchange", jumped);
if (location.hash) jumped();

function noteOf(element) {
  return document.getElementById(element.getAttribute("aria-describedby") || element.dataset.why || "");
}

let explained = null;
function explain(element) {
  const note = element && element.getClientRects().length ? noteOf(element) : null;
  explained = note ? element : null;
  tip.hidden = !note;
  if (!note) return;
  tip.replaceChildren(...note.cloneNode(true).childNodes);
  const place = element.getClientRects()[0];
  const size = tip.getBoundingClientRect();
  const below = place.bottom + 6 + size.height < innerHeight;
  const left = Math.min(place.left, innerWidth - size.width - 8);
  tip.style.left = Math.max(8, left) + "px";
  tip.style.top = Math.max(8, below ? place.bottom + 6 : place.top - size.height - 6) + "px";
}

const noted = "del, .kept[data-why]";
document.addEventListener("mouseover", (event) => explain(event.target.closest(noted)));
document.addEventListener("focusin", (event) => explain(event.target.closest(noted)));
document.addEventListener("focusout", () => explain(null));
// Focus may scroll the page: its note goes along, a pointer's note goes away.
document.addEventListener("scroll", () => explain(explained === document.activeElement ? explained : null), { passive: true });
document.addEventListener("keydown", (event) => { if (event.key === "Escape") explain(null); });

// Tables whose heads are buttons sort by that column.
document.addEventListener("click", (event) => {
  const head = event.target.closest("th button")?.closest("th");
  if (!head) return;
  const column = [...head.parentNode.children].indexOf(head);
  const falling = head.getAttribute("aria-sort") === "descending" ? 1 : -1;
  for (const other of head.parentNode.children) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", falling < 0 ? "descending" : "ascending");
  const key = (row) => row.children[column].dataset.sort ?? row.children[column].textContent;
  const order = (a, b) => (isNaN(a) || isNaN(b) ? a.localeCompare(b) : a - b);
  const body = head.closest("table").tBodies[0];
  body.append(...[...body.rows].sort((a, b) => falling * order(key(a), key(b))));
});
