// Keys and live hints. Every page works without this file.
"use strict";

// The key of `claims desk` stands after the # of its link, which no server and no log sees.
const signIn = document.getElementById("sign-in");
if (signIn && location.hash.length > 1) {
  signIn.elements.key.value = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, "", location.pathname);
  signIn.submit();
}

// j and k go down and up a list, Enter opens.
const typing = (element) => element.closest("input, select, textarea, [contenteditable]");
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const step = { j: 1, k: -1 }[event.key];
  const items = [...document.querySelectorAll("[data-item]")];
  if (!step || !items.length) return;
  const here = items.findIndex((item) => item.contains(document.activeElement));
  const next = items[here < 0 ? (step > 0 ? 0 : items.length - 1) : Math.min(Math.max(here + step, 0), items.length - 1)];
  (next.querySelector("[data-open]") || next).focus();
  next.scrollIntoView({ block: "nearest" });
  event.preventDefault();
});

// A filter works as soon as it is chosen.
for (const form of document.querySelectorAll("[data-filters]")) {
  form.addEventListener("change", (event) => event.target.matches("select") && form.requestSubmit());
}

// A menu closes with Escape, and with a press outside.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll(".person[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(".person[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
