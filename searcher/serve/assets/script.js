// Adds keys, results while typing, and dragging on the chart to pages that work without any of it.
"use strict";

const search = document.getElementById("search");
const box = document.getElementById("q");

// Results while typing: the page of the query takes the place of the present one.
let waiting = null;
let running = null;

async function load(address, keepInHistory) {
  if (running) running.abort();
  running = new AbortController();
  let text;
  try {
    const reply = await fetch(address, { signal: running.signal, credentials: "same-origin" });
    if (!reply.ok && !keepInHistory) return;  // half a query may be no query yet
    text = await reply.text();
  } catch (error) {
    return;
  }
  const page = new DOMParser().parseFromString(text, "text/html");
  const fresh = page.getElementById("main");
  if (!fresh) return;
  document.getElementById("main").replaceWith(fresh);
  document.title = page.title;
  if (keepInHistory) history.pushState(null, "", address); else history.replaceState(null, "", address);
}

function addressOfForm() {
  const data = new URLSearchParams(new FormData(search));
  for (const name of [...data.keys()]) if (data.get(name) === "") data.delete(name);
  return "/search?" + data.toString();
}

// How the query may go on, with counts; the browser shows the list.
let asking = null;

async function suggest() {
  if (asking) asking.abort();
  asking = new AbortController();
  let found;
  try {
    const reply = await fetch("/suggest.json?" + new URLSearchParams({ q: box.value }),
                              { signal: asking.signal, credentials: "same-origin" });
    if (!reply.ok) return;
    found = await reply.json();
  } catch (error) {
    return;
  }
  document.getElementById("suggestions").replaceChildren(...found.suggestions.map((one) => {
    const option = document.createElement("option");
    option.value = one.query;
    option.label = one.note ? `${one.query} (${one.note})` : one.query;
    return option;
  }));
}

if (box) {
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    suggest();
    if (box.value.trim() === "") return;
    waiting = setTimeout(() => load(addressOfForm(), false), 120);
  });
}
window.addEventListener("popstate", () => location.reload());

// Keys: / goes to the box, j and k walk through the hits.
let chosen = -1;

function choose(next) {
  const hits = [...document.querySelectorAll("a.hit")];
  if (hits.length === 0) return;
  chosen = Math.max(0, Math.min(hits.length - 1, next));
  hits[chosen].focus();
  hits[chosen].scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const inField = event.target.matches("input, select, textarea");
  if (event.key === "Escape" && inField) event.target.blur();
  if (inField) return;
  if (event.key === "/") {
    event.preventDefault();
    box.focus();
    box.select();
  } else if (event.key === "j") {
    choose(chosen + 1);
  } else if (event.key === "k") {
    choose(chosen - 1);
  }
});

// A drag on the chart narrows to the stretch between its ends.
let start = null;

function period(event) {
  const link = event.target.closest("a[data-from]");
  return link && link.closest("#chart") ? link : null;
}

document.addEventListener("pointerdown", (event) => {
  start = period(event);
  if (start) event.preventDefault();
});
document.addEventListener("pointerup", (event) => {
  const from = start;
  const to = period(event);
  start = null;
  if (!from || !to || from === to) return;
  const [first, last] = from.dataset.from <= to.dataset.from ? [from, to] : [to, from];
  const address = new URL(location.href);
  address.pathname = "/search";
  address.searchParams.set("from", first.dataset.from);
  address.searchParams.set("to", last.dataset.to);
  address.searchParams.delete("by");
  address.searchParams.delete("page");
  location.assign(address);
});
