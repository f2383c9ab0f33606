"use strict";
// The pages work without this: it adds rows, takes dropped files, watches progress and checks rules while they are typed.
const find = (id) => document.getElementById(id);
const bytes = (n) => `${(n / 1e6).toFixed(1)} MB`;

function articles(form) {
  const rows = find("rows");
  const model = rows.querySelector(".row").cloneNode(true);
  const drop = find("drop"), pick = find("pick"), add = find("add"), problem = find("problem");
  let last = rows.querySelectorAll(".row").length;

  const empty = (row) => [...row.querySelectorAll("input, textarea")].every((field) => !field.value);
  const append = () => {
    const row = model.cloneNode(true);
    last += 1;
    row.dataset.row = last;
    row.querySelector("legend").textContent = `Article ${last}`;
    for (const field of row.querySelectorAll("input, textarea")) {
      field.name = field.name.replace(/\d+$/, last);
      field.value = "";
    }
    rows.append(row);
    return row;
  };
  const settle = (row) => { // one way to give an article is enough: beside a file, an empty text takes no room
    const given = [...row.querySelectorAll("input[type=file]")].some((field) => field.files.length);
    row.classList.toggle("filed", given && !row.querySelector("textarea").value);
  };
  const take = (files) => {
    for (const file of files) {
      const row = [...rows.querySelectorAll(".row")].find(empty) || append();
      const one = new DataTransfer();
      one.items.add(file);
      row.querySelector("input[type=file]").files = one.files;
    }
    weigh();
  };
  const weigh = () => {
    rows.querySelectorAll(".row").forEach(settle);
    const files = [...rows.querySelectorAll("input[type=file]")].flatMap((field) => [...field.files]);
    const total = files.reduce((sum, file) => sum + file.size, 0);
    const large = files.find((file) => file.size > Number(form.dataset.maxBytes));
    problem.textContent = large
      ? `${large.name} has ${bytes(large.size)}; one article may have ${bytes(form.dataset.maxBytes)}.`
      : total > Number(form.dataset.maxUpload)
        ? `These files have ${bytes(total)}; together they may have ${bytes(form.dataset.maxUpload)}.`
        : "";
    return !problem.textContent;
  };

  drop.hidden = add.hidden = false;
  add.addEventListener("click", () => append().querySelector("input").focus());
  pick.addEventListener("change", () => { take(pick.files); pick.value = ""; });
  rows.addEventListener("change", weigh);
  for (const name of ["dragover", "dragenter"])
    document.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("over"); });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    take(event.dataTransfer.files);
  });
  form.addEventListener("submit", (event) => {
    const count = [...rows.querySelectorAll(".row")].filter((row) => !empty(row)).length;
    const within = form.querySelector("[name=within]").checked;
    const several = [...rows.querySelectorAll("input[type=file]")].some((field) => field.files.length > 1);
    if (!weigh()) event.preventDefault();
    else if (count < (within || several ? 1 : 2)) {
      event.preventDefault();
      problem.textContent = "A comparison needs two articles.";
    }
  });
}

function rules(text) {
  const shown = find("rules-mistakes"), starter = find("starter"), use = find("use-starter");
  let timer = 0, turn = 0;
  const element = (name, words, kind = "") => {
    const made = document.createElement(name);
    made.textContent = words;
    made.className = kind;
    return made;
  };
  const say = (lines, fine) => shown.replaceChildren(...lines.map((line) => element("p", line, fine ? "fine" : "")));
  const go = (line, column) => { // the cursor to the place of a mistake
    const before = text.value.split("\n").slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    const end = text.value.indexOf("\n", before);
    const at = Math.min(before + column - 1, end < 0 ? text.value.length : end);
    text.focus();
    text.setSelectionRange(at, at);
  };
  const tell = (mistake) => {
    const part = element("div", "", mistake.warning ? "warned" : "wrong"), said = element("p", "");
    const place = element("button", `line ${mistake.line}, column ${mistake.column}`, "place");
    place.type = "button";
    place.addEventListener("click", () => go(mistake.line, mistake.column));
    said.append(place, `: ${mistake.warning ? "warning: " : ""}${mistake.message}`);
    part.append(said);
    if (mistake.shown.length) part.append(element("pre", mistake.shown.join("\n")));
    return part;
  };
  const check = async () => {
    const mine = ++turn;
    if (!text.value.trim()) {
      text.removeAttribute("aria-invalid");
      return say([], true);
    }
    const packs = [...text.form.querySelectorAll("[name=pack]:checked")].map((box) => box.value);
    const body = JSON.stringify(packs.length ? { packs, text: text.value } : { text: text.value });
    try {
      const response = await fetch("/api/v1/rules/check", { method: "POST", headers: { "Content-Type": "application/json" }, body });
      const answer = await response.json();
      if (mine !== turn) return;
      if (answer.error) return say([answer.error.message]);
      text.setAttribute("aria-invalid", answer.mistakes.some((m) => !m.warning));
      if (answer.mistakes.length) shown.replaceChildren(...answer.mistakes.map(tell));
      else say(["No mistakes."], true);
    } catch {
      if (mine === turn) say(["The server does not answer; is it still running?"]);
    }
  };
  text.form.addEventListener("input", (event) => {
    if (event.target !== text && event.target.name !== "pack") return;
    clearTimeout(timer);
    timer = setTimeout(check, 300);
  });
  use.hidden = false;
  use.addEventListener("click", () => { text.value = starter.textContent; check(); text.focus(); });
  if (text.value.trim()) check();
}

const left = (seconds) => seconds === null ? ""
  : seconds < 60 ? `, about ${Math.max(1, Math.round(seconds))} s left` : `, about ${Math.round(seconds / 60)} min left`;

async function watch(progress) {
  const stage = find("stage"), bar = find("bar"), far = find("far");
  const aloud = find("aloud");
  let said = 0, wait = 3;
  // What is read aloud changes with the stage and at each quarter, while bar and numbers move all the time.
  const show = (job) => {
    const words = job.state === "waiting" ? `Waiting; ${job.ahead} before it` : job.stage[0].toUpperCase() + job.stage.slice(1);
    const quarter = Math.floor(4 * (job.done || 0));
    if (quarter > said) aloud.textContent = `${25 * (said = quarter)} % done`;
    if (stage.textContent !== words) stage.textContent = words;
    if (job.done === null) bar.removeAttribute("value");
    else bar.value = job.done;
    far.textContent = job.done === null ? "" : `${Math.round(100 * job.done)} % done${left(job.seconds_left)}`;
  };
  for (let failures = 0; failures < 5;) {
    try {
      const response = await fetch(`/api/v1/comparisons/${progress.dataset.id}?wait=${wait}`);
      const job = await response.json();
      if (job.error || job.state === "done" || job.state === "failed") return location.reload();
      show(job);
      wait = job.state === "waiting" ? 3 : 20; // how many are before it changes without a word
      failures = 0;
    } catch {
      failures += 1;
      await new Promise((done) => setTimeout(done, 1000));
    }
  }
  stage.textContent = "The server does not answer; is it still running?";
}

if (find("compare")) articles(find("compare"));
if (find("rules")) rules(find("rules"));
if (find("progress")) watch(find("progress"));
