// The portal's one script. Every page works without it; with it, files are dropped and show progress, hashes are copied, pages follow
// the work that goes on, and keys spare the mouse. What it does is asked for by data attributes; its words come from the page, too.

const one = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const announce = (text) => { one("#announcer").textContent = text; };

/* Copying: <button data-copy="text" data-copied="words">. */
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
  } catch {
    return; // The browser does not allow it; the text can be selected.
  }
  button.classList.add("is-copied");
  announce(button.dataset.copied);
  setTimeout(() => button.classList.remove("is-copied"), 2000);
});

/* Keys: an element with data-key is followed, pressed, ticked or focused by that key; data-rows is a list whose links j and k walk through. */
const keysOff = () => localStorage.getItem("keys") === "off";
const isTyping = (target) => target.closest("input:not([type=checkbox], [type=radio], [type=file]), textarea, select, [contenteditable]") !== null;

function act(element) {
  if (element.matches("input[type=checkbox], input[type=radio]")) {
    element.click();
    element.focus();
  } else if (element.matches("input, textarea, select")) {
    element.focus();
    element.select?.();
  } else {
    element.click();
  }
}

function walk(step) {
  const rows = all("[data-rows] [data-row]").filter((row) => row.checkVisibility());
  if (rows.length === 0) return;
  const here = rows.indexOf(document.activeElement);
  rows[Math.min(Math.max(here + step, 0), rows.length - 1)].focus();
}

function showKeys() {
  const dialog = one("#keys");
  const list = one("[data-keys-list]", dialog);
  list.replaceChildren();
  const add = (key, words) => {
    const term = document.createElement("dt");
    const kbd = document.createElement("kbd");
    kbd.textContent = key;
    term.append(kbd);
    const description = document.createElement("dd");
    description.textContent = words;
    list.append(term, description);
  };
  for (const element of all("[data-key]")) {
    if (element.offsetParent !== null || element.dataset.keyAlways !== undefined) add(element.dataset.key, element.dataset.keyLabel ?? element.textContent.trim());
  }
  if (one("[data-rows] [data-row]")) add("j k", list.dataset.walk);
  add("?", list.dataset.help);
  one("[data-keys-switch]", dialog).checked = !keysOff();
  dialog.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (one("dialog[open]")) return;
  if (event.key === "?") {
    event.preventDefault();
    showKeys();
    return;
  }
  if (keysOff()) return;
  if (event.key === "j" || event.key === "k") {
    walk(event.key === "j" ? 1 : -1);
    return;
  }
  const target = all("[data-key]").find((element) => element.dataset.key === event.key && !element.disabled);
  if (target) {
    event.preventDefault();
    act(target);
  }
});
one("[data-show-keys]").hidden = false;
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-show-keys]")) showKeys();
  const opener = event.target.closest("[data-opens]");
  if (opener) one(`#${opener.dataset.opens}`).showModal();
  if (event.target.closest("[data-close]")) event.target.closest("dialog").close();
});
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-keys-switch]")) localStorage.setItem("keys", event.target.checked ? "on" : "off");
  if (event.target.matches("[data-submits]")) event.target.form.requestSubmit();
});

/* A form is sent once, however often its button is pressed. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.gone) event.preventDefault();
  form.dataset.gone = "yes";
});
window.addEventListener("pageshow", () => all("form[data-gone]").forEach((form) => delete form.dataset.gone));

/* Uploads: <form data-upload="address of the API">, with a progress bar and the answer in place. */
function upload(form) {
  const file = one("input[type=file]", form);
  const drop = one("[data-drop]", form);
  const chosen = one("[data-chosen]", form);
  const problem = one("[data-problem]", form);
  const progress = one("[data-progress]", form);
  const words = form.dataset;
  let running = null;

  const say = (title, detail) => {
    problem.hidden = !title;
    one("[data-problem-title]", problem).textContent = title ?? "";
    one("[data-problem-detail]", problem).textContent = detail ?? "";
  };
  const check = () => {
    const picked = file.files[0];
    chosen.textContent = picked ? `${picked.name}, ${size(picked.size)}` : "";
    if (!picked) return false;
    if (!picked.name.toLowerCase().endsWith(".specialneurons")) say(words.wrongName.replace("{0}", picked.name), words.wrongNameRemedy);
    else if (picked.size === 0) say(words.emptyFile, words.emptyFileRemedy);
    else if (picked.size > Number(words.limit)) say(words.tooLarge.replace("{0}", size(picked.size)), words.tooLargeRemedy);
    else {
      say(null);
      return true;
    }
    return false;
  };

  file.addEventListener("change", check);
  for (const kind of ["dragenter", "dragover"]) drop.addEventListener(kind, (event) => {
    event.preventDefault();
    drop.classList.add("is-over");
  });
  for (const kind of ["dragleave", "drop"]) drop.addEventListener(kind, () => drop.classList.remove("is-over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length === 0) return;
    const first = new DataTransfer();
    first.items.add(event.dataTransfer.files[0]);
    file.files = first.files;
    file.dispatchEvent(new Event("change"));
    one("[type=submit]", form).focus();
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (running || !check()) {
      if (!file.files[0]) say(words.noFile, words.noFileRemedy);
      return;
    }
    const body = new FormData();
    for (const name of ["description", "note"]) {
      const text = form.elements[name]?.value.trim();
      if (text) body.append(name, text);
    }
    body.append("package", file.files[0]);
    running = new XMLHttpRequest();
    running.open("POST", form.dataset.upload);
    running.setRequestHeader("RequestVerificationToken", form.elements.__RequestVerificationToken.value);
    running.setRequestHeader("Accept", "application/json");
    const started = performance.now();
    running.upload.addEventListener("progress", (step) => report(step.loaded, step.total, started));
    running.addEventListener("load", () => answer(running.status, running.responseText));
    running.addEventListener("error", () => stop(words.broken, words.brokenRemedy));
    running.addEventListener("abort", () => stop(null));
    progress.hidden = false;
    one("[type=submit]", form).disabled = true;
    report(0, file.files[0].size, started);
    running.send(body);
  });
  one("[data-cancel]", form)?.addEventListener("click", () => running?.abort());
  window.addEventListener("beforeunload", (event) => { if (running) event.preventDefault(); });

  function report(sent, total, started) {
    one("progress", progress).max = total;
    one("progress", progress).value = sent;
    const seconds = (performance.now() - started) / 1000;
    const left = sent > 0 && seconds > 1 ? Math.ceil((total - sent) * seconds / sent) : null;
    one("[data-progress-words]", progress).textContent = sent >= total && total > 0 ? words.arriving
      : words.sent.replace("{0}", size(sent)).replace("{1}", size(total)) + (left === null ? "" : words.left.replace("{0}", left));
  }
  function answer(status, text) {
    let document = {};
    try {
      document = JSON.parse(text);
    } catch {
      // Something in between answered; the status is all there is.
    }
    if (status === 202) {
      running = null;
      location.assign(form.dataset.done.replace("{0}", document.id).replace("{1}", document.alreadyKnown ? "known" : "received"));
      return;
    }
    if (status === 401) stop(words.signedOut, words.signedOutRemedy);
    else stop(document.title ?? words.broken, document.detail ?? words.brokenRemedy);
  }
  function stop(title, detail) {
    running = null;
    progress.hidden = true;
    one("[type=submit]", form).disabled = false;
    say(title, detail);
    if (title) problem.focus();
  }
}

const size = (bytes) => bytes < 1024 ? `${bytes} bytes`
  : bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(bytes < 10240 ? 1 : 0)} KiB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MiB`;

all("form[data-upload]").forEach(upload);

/* Following: a region with data-live is fetched anew every data-every seconds; one that says no more how often is left alone. */
function follow(region) {
  let timer = 0;
  const next = () => {
    clearTimeout(timer);
    if (region.dataset.every) timer = setTimeout(look, Number(region.dataset.every) * 1000);
  };
  const look = async () => {
    if (document.hidden) return next();
    try {
      const response = await fetch(region.dataset.live, { headers: { Accept: "text/html" }, redirect: "error" });
      if (response.ok) take(await response.text());
    } catch {
      // The network is away; the next look may find it.
    }
    next();
  };
  const take = (html) => {
    const arrived = new DOMParser().parseFromString(html, "text/html").querySelector("[data-live]");
    if (!arrived || arrived.dataset.revision === region.dataset.revision) return;
    const busy = all("textarea, input[type=file]", region).some((input) => input.value !== "") || one("dialog[open]", region);
    if (busy) {
      one("[data-changed]").hidden = false;
      return;
    }
    region.replaceChildren(...arrived.childNodes);
    for (const name of ["revision", "every"]) {
      if (arrived.dataset[name] === undefined) delete region.dataset[name];
      else region.dataset[name] = arrived.dataset[name];
    }
    all("form[data-upload]", region).forEach(upload);
    announce(arrived.dataset.says ?? "");
    if (arrived.dataset.title) document.title = arrived.dataset.title;
  };
  document.addEventListener("visibilitychange", () => { if (!document.hidden && region.dataset.every) look(); });
  next();
}
all("[data-live]").forEach(follow);

/* Enlarging: photos with data-enlarge open in the dialog "enlarged"; j, k and the arrows go through those that are to be seen. */
function enlarging(dialog) {
  let here = null;
  const visible = () => all("[data-enlarge]").filter((link) => link.checkVisibility());
  const show = (link) => {
    here = link;
    const small = one("img", link);
    Object.assign(one("img", dialog), { src: link.href, alt: small.alt });
    one("[data-caption]", dialog).replaceChildren(one("figcaption", link.closest("figure")).firstElementChild.cloneNode(true));
    if (!dialog.open) dialog.showModal();
  };
  const step = (by) => {
    const links = visible();
    const next = links[links.indexOf(here) + by];
    if (next) show(next);
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-enlarge]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(link);
  });
  dialog.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step]");
    if (button) step(Number(button.dataset.step));
    else if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener("keydown", (event) => {
    if (["j", "ArrowRight", "ArrowDown"].includes(event.key)) step(1);
    else if (["k", "ArrowLeft", "ArrowUp"].includes(event.key)) step(-1);
    else return;
    event.preventDefault();
  });
  dialog.addEventListener("close", () => here?.focus());
}
all("#enlarged").forEach(enlarging);

/* Ctrl and Enter send a form whose text takes Enter for itself. */
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.closest("form[data-send-with-ctrl-enter]")?.requestSubmit();
});
