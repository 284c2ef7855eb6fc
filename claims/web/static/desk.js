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
  const pressed = document.activeElement.closest("[data-item]")?.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (pressed) {
    pressed.click();
    event.preventDefault();
    return;
  }
  const step = { j: 1, k: -1 }[event.key];
  const items = [...document.querySelectorAll("[data-item]")];
  if (!step || !items.length) return;
  const here = items.findIndex((item) => item.contains(document.activeElement));
  const next = items[here < 0 ? (step > 0 ? 0 : items.length - 1) : Math.min(Math.max(here + step, 0), items.length - 1)];
  (next.matches("[tabindex]") ? next : next.querySelector("[data-open]") || next).focus();
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

// Hints while somebody types. They are sent as a form: what is typed stands in no address.
const ask = async (address, values) => {
  const answer = await fetch(address, { method: "POST", body: new URLSearchParams(values) });
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
};
const later = (wait, act) => {
  let timer;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(act, wait, ...given);
  };
};
for (const field of document.querySelectorAll("[data-hint]")) {
  const place = field.form.querySelector(`[data-hint-of="${CSS.escape(field.name)}"]`);
  if (!place) continue;
  let asked = "";
  const show = later(350, async () => {
    const { said, published } = field.form.elements;
    const values = {
      kind: field.dataset.hint,
      field: field.name,
      value: field.value,
      said: said ? said.value : "",
      published: published ? published.value : "",
    };
    if (JSON.stringify(values) === asked) return;
    asked = JSON.stringify(values);
    const answer = field.value.trim() ? await ask("/hints", values).catch(() => ({ lines: [] })) : { lines: [] };
    if (JSON.stringify(values) !== asked) return;
    place.replaceChildren(...answer.lines.map((line) => {
      const shown = document.createElement("p");
      for (const [at, part] of line.split(/(?<=[Cc]laim )(#\d+)/).entries()) {
        shown.append(at % 2 ? Object.assign(document.createElement("a"), { href: `/claims/${part.slice(1)}`, target: "_blank", textContent: part }) : part);
      }
      return shown;
    }));
    place.classList.toggle("bad", Boolean(answer.fault));
  });
  field.addEventListener("input", show);
  for (const name of ["said", "published"]) {
    const other = field.form.elements[name];
    if (other && field.dataset.hint === "window") other.addEventListener("input", show);
  }
  if (field.value) show();
}

// A field of several lines has a small one above it, whose choice becomes another line.
for (const field of document.querySelectorAll("textarea[data-offers='evidence']")) {
  const choice = Object.assign(document.createElement("input"), { id: `${field.id}-choice`, autocomplete: "off", placeholder: "a word of its title" });
  choice.dataset.offers = "article";
  const label = Object.assign(document.createElement("label"), { htmlFor: choice.id, className: "beside", textContent: "Add a recorded article" });
  field.after(label, choice);
  choice.addEventListener("change", () => {
    if (!/^article \d+/.test(choice.value)) return;
    field.value = [field.value.trimEnd(), choice.value].filter(Boolean).join("\n");
    choice.value = "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

// Names are completed from the records.
for (const field of document.querySelectorAll("input[data-offers]")) {
  const list = document.createElement("datalist");
  list.id = `${field.id}-offers`;
  field.after(list);
  field.setAttribute("list", list.id);
  field.addEventListener("input", later(200, async () => {
    const offers = await ask("/names", { record: field.dataset.offers, value: field.value }).catch(() => []);
    list.replaceChildren(...offers.map((offer) => Object.assign(document.createElement("option"), { value: offer.shown, label: offer.shown === offer.value ? offer.label : "" })));
  }));
}

// What is typed into a long form is kept in this window until it is entered: for the back key and a broken connection.
const drafts = "draft of ";
// What was entered is no draft any more: the page that follows says so, before its own forms are filled in.
const entered = document.querySelector("[data-entered]");
if (entered) for (const name of entered.dataset.entered.split(" ")) sessionStorage.removeItem(drafts + name);
for (const form of document.querySelectorAll("form[data-keeps]")) {
  const name = drafts + new URL(form.action).pathname;
  const fields = () => [...form.elements].filter((field) => field.name && !["hidden", "file"].includes(field.type) && field.name !== "sure");
  const filled = fields().some((field) => (field.matches("[type=radio], [type=checkbox]") ? field.checked !== field.defaultChecked : field.value !== field.defaultValue && !field.matches("select")));
  const kept = JSON.parse(sessionStorage.getItem(name) || "null");
  const refused = form.querySelector("[aria-invalid], .problem, .field.wrong");
  if (kept && !filled && !refused) {
    for (const field of fields()) {
      const values = kept[field.name];
      if (values === undefined) continue;
      if (field.matches("[type=radio], [type=checkbox]")) field.checked = values.includes(field.value);
      else field.value = values[0];
      const group = field.closest("details.group");
      if (group && values[0] && field.value !== field.defaultValue && !field.matches("select")) group.open = true;
    }
    const act = form.closest("details.act");
    if (act) act.open = true;
    const note = Object.assign(document.createElement("p"), { className: "note", textContent: "This is what you typed before. " });
    const drop = Object.assign(document.createElement("button"), { type: "button", className: "plain", textContent: "Begin anew" });
    drop.addEventListener("click", () => {
      sessionStorage.removeItem(name);
      form.reset();
      note.remove();
    });
    note.append(drop);
    form.prepend(note);
    for (const field of form.querySelectorAll("[data-hint]")) field.dispatchEvent(new Event("input"));
  }
  const keep = () => {
    const values = {};
    for (const field of fields()) {
      if (field.matches("[type=radio], [type=checkbox]") && !field.checked) continue;
      (values[field.name] ||= []).push(field.value);
    }
    sessionStorage.setItem(name, JSON.stringify(values));
  };
  form.addEventListener("input", later(150, keep));
  form.addEventListener("submit", keep); // the last words, typed just before the connection broke
}

// A second press while a form is on its way enters nothing twice; a form that brings a file leaves the page as it is.
const AGAIN = 3000;
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  const pressed = event.submitter ? event.submitter.value : "";
  if (form.dataset.pressed === pressed && Date.now() - Number(form.dataset.sent) < AGAIN) event.preventDefault();
  else Object.assign(form.dataset, { pressed, sent: Date.now() });
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-pressed]")) delete form.dataset.pressed;
});

// A refused form shows its first fault.
const fault = document.querySelector("[data-first], [aria-invalid=true], .field.wrong");
if (fault) {
  fault.scrollIntoView({ block: "center" });
  (fault.matches("input, select, textarea, [tabindex]") ? fault : fault.querySelector("input, select, textarea"))?.focus({ preventScroll: true });
}

// Whoever else has this claim open is named, with what they write; our page says the same of us.
const company = document.querySelector("[data-company]");
if (company) {
  const { company: address, page } = company.dataset;
  let doing = company.dataset.doing || "";
  let open = true;
  const tell = async () => {
    const answer = await ask(address, { doing }).catch((problem) => {
      open = !/^4/.test(problem.message);
      return { lines: [] };
    });
    const said = [...company.children].map((line) => line.textContent);
    if (JSON.stringify(said) === JSON.stringify(answer.lines)) return;
    company.replaceChildren(...answer.lines.map((line) => Object.assign(document.createElement("p"), { textContent: line })));
  };
  const poll = () => open && !document.hidden && tell();
  setInterval(poll, 20000);
  document.addEventListener("visibilitychange", poll);
  addEventListener("pageshow", (event) => event.persisted && poll());
  addEventListener("pagehide", () => navigator.sendBeacon(address, new URLSearchParams({ gone: "yes", page })));
  document.addEventListener("input", (event) => {
    const act = event.target.form?.dataset.keeps && new URL(event.target.form.action).pathname.split("/").pop();
    if (!act || act === doing) return;
    doing = act;
    poll();
  });
}

// A passage that is selected in a text goes into the form beside it, with the words around it.
const text = document.querySelector("[data-text]");
const passage = document.querySelector("[data-passage]");
if (text && passage) {
  document.addEventListener("selectionchange", later(150, () => {
    const chosen = getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed || !text.contains(chosen.anchorNode) || !text.contains(chosen.focusNode)) return;
    const range = chosen.getRangeAt(0);
    const around = (from, to) => {
      const words = document.createRange();
      words.setStart(...from);
      words.setEnd(...to);
      return words.toString();
    };
    passage.elements.excerpt.value = chosen.toString().trim();
    passage.elements.prefix.value = around([text, 0], [range.startContainer, range.startOffset]).slice(-60);
    passage.elements.suffix.value = around([range.endContainer, range.endOffset], [text, text.childNodes.length]).slice(0, 60);
  }));
}

// Files can be dropped anywhere on a form that takes some.
for (const form of document.querySelectorAll("form[enctype='multipart/form-data']")) {
  const field = form.querySelector("input[type=file]");
  for (const kind of ["dragover", "drop"]) {
    form.addEventListener(kind, (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      form.classList.toggle("dropping", kind === "dragover");
      if (kind === "drop") field.files = event.dataTransfer.files;
    });
  }
  form.addEventListener("dragleave", () => form.classList.remove("dropping"));
}

// The bookmarklet: what it hands over goes from the address into the form; nothing is sent until a person sends it.
if (document.querySelector("[data-clip]")) {
  sessionStorage.setItem("clip", location.hash.slice(1));
  location.replace("/read");
}
for (const link of document.querySelectorAll("[data-bookmarklet]")) link.addEventListener("click", (event) => event.preventDefault());
const reader = document.querySelector("form[action='/read']");
if (reader && sessionStorage.getItem("clip")) {
  const clip = new URLSearchParams(sessionStorage.getItem("clip"));
  sessionStorage.removeItem("clip");
  for (const name of ["url", "title", "text"]) {
    const field = reader.elements[name];
    if (!field || !clip.get(name)) continue;
    field.value = clip.get(name);
    const group = field.closest("details");
    if (group) group.open = true;
  }
  reader.querySelector("button").focus();
}
