(() => {
  "use strict";
  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);
  const root = document.documentElement;
  root.classList.add("js");
  // What is above the target gets its height only when it comes near, and moves it: look again until it rests, or until
  // the reader does something, who is not to be scrolled away from what lies under the pointer.
  let turn = 0;
  const bring = (target, block) => {
    const mine = (turn += 1);
    const look = (times) => {
      if (mine !== turn) return;
      target.scrollIntoView({ block });
      if (times) requestAnimationFrame(() => look(times - 1));
    };
    look(6);
  };
  for (const act of ["pointerdown", "wheel", "touchmove", "keydown"]) {
    addEventListener(act, () => { turn += 1; }, { capture: true, passive: true });
  }

  // A page that was opened from disk, or in a frame, may have no storage: choices then last as long as the page.
  const kept = {
    get(name) { try { return localStorage.getItem("checker-" + name); } catch { return null; } },
    set(name, value) { try { localStorage.setItem("checker-" + name, value); } catch { /* see above */ } },
  };

  const settings = byId("settings");
  const theme = byId("theme");
  const wear = (name) => {
    if (name === "light" || name === "dark") root.dataset.theme = name; else delete root.dataset.theme;
    theme.value = root.dataset.theme || "auto";
  };
  wear(kept.get("theme"));
  theme.addEventListener("change", () => { wear(theme.value); kept.set("theme", theme.value); });
  byId("print").addEventListener("click", () => window.print());
  settings.hidden = false;

  const help = byId("help");
  const keys = byId("keys");
  keys.checked = kept.get("keys") !== "off";
  keys.addEventListener("change", () => kept.set("keys", keys.checked ? "on" : "off"));
  byId("help-open").addEventListener("click", () => help.showModal());
  byId("help-close").addEventListener("click", () => help.close());

  // Findings and what they are looked up by. Nothing here writes markup: texts go in as text.
  const findings = all(".finding").map((element) => {
    const card = element.closest(".fact-card");
    const said = [byId(element.dataset.a), byId(element.dataset.b)];
    const words = [one("h3", card), element, ...said].map((e) => e.textContent).join(" ");
    return { element, card, data: element.dataset, said, words: words.toLowerCase(), shown: true };
  });
  const cards = all(".fact-card");
  const rows = all(".matrix tbody tr");
  const statements = all(".statement");
  const controls = byId("controls");
  const filters = controls ? all("[data-filter]", controls) : [];
  const state = {};

  const fits = (finding) => {
    const d = finding.data;
    return (!state.q || state.q.toLowerCase().split(/\s+/).every((word) => finding.words.includes(word))) &&
      (!state.verdict || d.verdict === state.verdict) && (!state.kind || d.kind === state.kind) &&
      (!state.rule || d.rule === state.rule) && (!state.source || d.sources.split(" ").includes(state.source)) &&
      (!state.confidence || Number(d.confidence) >= Number(state.confidence)) &&
      (!state.state || d.state === state.state);
  };

  const hide = (element, hidden) => { if (element.hidden !== hidden) element.hidden = hidden; };
  const filter = () => {
    const active = filters.some((f) => state[f.dataset.filter]);
    const facts = new Set();
    const quoted = new Set();
    let count = 0;
    for (const finding of findings) {
      finding.shown = fits(finding);
      hide(finding.element, !finding.shown);
      if (finding.shown) {
        count += 1;
        facts.add(finding.card.dataset.fact);
        finding.said.forEach((s) => quoted.add(s));
      }
    }
    for (const card of cards) hide(card, !facts.has(card.dataset.fact));
    for (const statement of statements) hide(statement, !quoted.has(statement));
    for (const row of rows) hide(row, active && !facts.has(row.dataset.fact));
    byId("nothing").hidden = count > 0;
    byId("clear").disabled = !active;
    byId("csv").disabled = count === 0;
    const total = findings.length;
    byId("count").textContent = active ? count + " of " + total + " findings" : total + (total === 1 ? " finding" : " findings");
  };

  // The address holds what is filtered and where one stands: "#<finding>", or "#verdict=conflict&at=<finding>".
  const decoded = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text; // no address of ours: "#%"
    }
  };
  const parse = () => {
    const hash = decoded(location.hash.slice(1));
    if (!hash.includes("=")) return { at: hash };
    return Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  };
  const address = (at) => {
    const params = new URLSearchParams();
    filters.forEach((f) => { if (state[f.dataset.filter]) params.set(f.dataset.filter, state[f.dataset.filter]); });
    if (!params.size) return "#" + (at || "");
    if (at) params.set("at", at);
    return "#" + params;
  };
  const remember = (at) => {
    try { history.replaceState(null, "", address(at)); } catch { /* a page without an address of its own */ }
  };

  const show = (id, focus) => {
    const target = id && byId(id);
    if (!target) return;
    const hidden = target.closest(".finding, .fact-card, .statement, .matrix tbody tr");
    if (hidden && (hidden.hidden || (hidden.closest(".fact-card") || {}).hidden)) clear();
    findings.forEach((f) => f.element.classList.toggle("current", f.element === target));
    const text = target.closest(".story");
    if (text && text.hidden) pick("left", text.dataset.source);
    bring(target, target.matches(".hl") ? "center" : "start");
    if (focus && target.tabIndex >= -1) target.focus({ preventScroll: true });
  };

  const clear = () => {
    filters.forEach((f) => { f.value = ""; state[f.dataset.filter] = ""; });
    filter();
    remember();
  };

  const restore = () => {
    const wanted = parse();
    let changed = false;
    for (const f of filters) {
      const name = f.dataset.filter;
      if (Object.keys(wanted).length === 1 && "at" in wanted) break;
      f.value = wanted[name] || "";
      changed = changed || state[name] !== f.value;
      state[name] = f.value;
    }
    if (changed) filter();
    show(wanted.at, true);
  };

  if (controls) {
    controls.hidden = false;
    // On a narrow screen the filters stand behind their heading, or a reader would scroll past them to the first fact.
    const narrow = window.matchMedia("(max-width: 45rem)");
    const fold = () => { byId("filters").open = !narrow.matches; };
    fold();
    narrow.addEventListener("change", fold);
    // What one jumps to must not end under the bar, however many lines it takes.
    const clearance = () => {
      const over = getComputedStyle(controls).position === "sticky" ? controls.offsetHeight : 0;
      root.style.scrollPaddingTop = over + 16 + "px";
    };
    clearance();
    window.addEventListener("resize", clearance);
    controls.addEventListener("submit", (event) => event.preventDefault());
    const changed = () => {
      filters.forEach((f) => { state[f.dataset.filter] = f.value.trim(); });
      filter();
      remember();
    };
    filters.forEach((f) => f.addEventListener("input", changed));
    byId("clear").addEventListener("click", () => { clear(); search(); });
    byId("csv").addEventListener("click", save);
  }

  // Cells as checker/report/escape.py writes them for a spreadsheet: nothing unseen, and an apostrophe before whatever
  // would be computed, also behind a semicolon, where a cell begins in much of Europe. Here every cell is quoted.
  const BREAK = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;
  const INVISIBLE = /[\0-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu;
  const NUMBER = /^[+-]?[0-9]+(?:[.,][0-9]+)*(?: ?%)?$/;
  const NEXT_CELL = /(;["'\s]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g;
  const FORMULA = /^(?='*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r])/;
  const LONGEST = 32767; // what Excel holds in a cell
  function cell(value) {
    const text = String(value).replace(BREAK, " ").replace(INVISIBLE, "").trim();
    const safe = NUMBER.test(text) ? text : text.replace(NEXT_CELL, "$1'").replace(FORMULA, "'");
    const whole = safe.length <= LONGEST ? safe : safe.slice(0, LONGEST - 1).replace(/[\ud800-\udbff]$/, "") + "\u2026";
    return '"' + whole.replaceAll('"', '""') + '"';
  }
  function save() {
    const head = ["fingerprint", "verdict", "kind", "rule", "severity", "confidence", "state", "fact", "explanation"];
    const side = ["source", "line", "value", "quote"];
    const lines = [[...head, ...side.map((n) => "a_" + n), ...side.map((n) => "b_" + n)].map(cell).join(",")];
    for (const f of findings.filter((f) => f.shown)) {
      const d = f.data;
      const quotes = f.said.flatMap((s) => [s.dataset.source, s.dataset.line, s.dataset.value, one("blockquote", s).textContent]);
      lines.push([one(".permalink", f.element).lastChild.data, d.verdict, d.kind, d.rule, d.severity, d.confidence, d.state, one(".label", f.card).textContent,
        one(".why", f.element).textContent, ...quotes].map(cell).join(","));
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff" + lines.join("\r\n") + "\r\n"], { type: "text/csv;charset=utf-8" }));
    link.download = "findings.csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  // Sorting: each heading gets a button; a second press turns the order round.
  const body = one(".matrix tbody");
  all(".matrix th[data-sort]").forEach((head) => {
    const name = head.dataset.sort;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") === "ascending" || (name === "confidence" && !head.hasAttribute("aria-sort"));
      all(".matrix th[aria-sort]").forEach((h) => h.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", up ? "descending" : "ascending");
      const key = (row) => name === "label" ? row.dataset.label.toLowerCase() : Number(row.dataset[name]);
      const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0) * (up ? -1 : 1);
      body.append(...all("tr", body).map((row) => [key(row), row]).sort((a, b) => order(a[0], b[0])).map((p) => p[1]));
    });
  });

  // Two articles beside each other, with what belongs together marked in both.
  const texts = byId("texts");
  const articles = all(".story");
  const marks = all(".hl");
  const selects = { left: byId("left"), right: byId("right") };
  const toggle = byId("side-by-side");
  const back = byId("back");
  const paired = () => toggle.getAttribute("aria-pressed") === "true";
  const lay = () => {
    const chosen = [selects.left.value, selects.right.value];
    texts.classList.toggle("pair", paired());
    articles.forEach((article) => {
      article.hidden = paired() && !chosen.includes(article.dataset.source);
    });
    const left = articles.find((a) => a.dataset.source === chosen[0]);
    if (paired() && left) texts.prepend(left); else texts.append(...articles);
    all("select", byId("pair")).forEach((s) => { s.disabled = !paired(); });
  };
  function pick(side, source) {
    const other = side === "left" ? "right" : "left";
    if (selects[other].value === source) selects[other].value = selects[side].value;
    selects[side].value = source;
    lay();
  }
  const link = (finding) => {
    marks.forEach((m) => m.classList.toggle("linked", m.dataset.f.split(" ").includes(finding)));
    for (const mark of marks.filter((m) => m.classList.contains("linked")).reverse()) {
      const box = mark.closest(".body");
      if (paired()) box.scrollTop += mark.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
    }
  };
  if (texts && articles.length > 1) {
    byId("pair").hidden = false;
    selects.right.selectedIndex = 1;
    lay();
    const press = (on) => { toggle.setAttribute("aria-pressed", String(on)); lay(); };
    toggle.addEventListener("click", () => press(!paired()));
    Object.keys(selects).forEach((side) => selects[side].addEventListener("change", () => {
      const other = side === "left" ? "right" : "left";
      if (selects.left.value === selects.right.value) {
        selects[other].value = articles.find((a) => a.dataset.source !== selects[side].value).dataset.source;
      }
      lay();
    }));
    const context = (from) => {
      const [left, right] = from.dataset.pair.split(" ");
      selects.left.value = left;
      selects.right.value = right;
      press(left !== right);
      const id = from.closest(".finding").id;
      link(id);
      back.href = "#" + id;
      back.hidden = false;
      bring(byId("pair"), "start");
      const mark = marks.find((m) => m.classList.contains("linked") && m.closest(".story").dataset.source === left);
      if (mark) mark.focus({ preventScroll: true });
    };
    all(".context").forEach((a) => a.addEventListener("click", (event) => { event.preventDefault(); context(a); }));
    marks.forEach((m) => {
      const light = () => { if (!texts.contains(document.activeElement) || document.activeElement === m) near(m); };
      const near = (mark) => {
        const mine = new Set(mark.dataset.f.split(" "));
        marks.forEach((other) => other.classList.toggle("linked", other.dataset.f.split(" ").some((f) => mine.has(f))));
      };
      m.addEventListener("mouseenter", light);
      m.addEventListener("focus", () => near(m));
    });
  }

  document.addEventListener("click", (event) => {
    const a = event.target.closest && event.target.closest("a[href^='#']");
    if (!a || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const id = decoded(a.getAttribute("href").slice(1));
    if (!byId(id)) return;
    event.preventDefault();
    if (location.hash !== address(id)) {
      try { history.pushState(null, "", address(id)); } catch { /* as above */ }
    }
    show(id, true);
  });

  const search = () => {
    if (!controls) return;
    byId("filters").open = true;
    byId("f-q").focus();
  };
  const step = (by) => {
    const shown = findings.filter((f) => f.shown);
    if (!shown.length) return;
    const at = shown.findIndex((f) => f.element.classList.contains("current"));
    const next = shown[at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(shown.length - 1, Math.max(0, at + by))];
    remember(next.element.id);
    show(next.element.id, true);
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys.checked || help.open) return;
    if (event.target.matches("input, select, textarea")) return;
    const current = one(".finding.current .context");
    const act = {
      j: () => step(1), k: () => step(-1), m: () => show("matrix"), "?": () => help.showModal(),
      "/": search, c: () => current && current.click(),
    }[event.key];
    if (act) { event.preventDefault(); act(); }
  });

  window.addEventListener("hashchange", restore);
  window.addEventListener("popstate", restore);
  window.addEventListener("beforeprint", () => { if (texts && toggle && paired()) toggle.click(); });
  if (controls) filter();
  if (location.hash) restore();
})();
