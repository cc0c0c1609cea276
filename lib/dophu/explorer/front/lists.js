// The lists of a date: handed in by choosing or dropping files, looked through, corrected.
function render({ model, el }) {
  const words = model.get("words");
  const PIECE = 512 * 1024;
  const box = document.createElement("div");
  box.className = "dophu-lists";
  el.append(box);
  let state = { days: [], folders: [] };
  let details = {};
  const make = (tag, text, parent = box) => {
    const one = document.createElement(tag);
    if (text) one.textContent = text;
    parent.append(one);
    return one;
  };
  const button = (text, act, parent) => {
    const one = make("button", text, parent);
    one.type = "button";
    one.onclick = act;
    return one;
  };
  const labelled = (text, control, parent) => {
    const label = make("label", `${text} `, parent);
    label.append(control);
    return control;
  };
  const choice = (options, value) => {
    const list = document.createElement("select");
    for (const [key, text] of options) {
      const one = make("option", text, list);
      one.value = key;
    }
    list.value = value;
    return list;
  };

  // Handing in: one file after the other, in pieces that the kernel asks for.
  const form = make("section", "");
  form.className = "hand-in";
  make("h2", words.hand_in, form);
  make("p", words.where, form).className = "quiet";
  const day = document.createElement("input");
  day.type = "date";
  const line = make("p", "", form);
  labelled(words.day, day, line);
  const kinds = [["rosters", words.rosters], ["enrolments", words.enrolments]];
  const folder = choice(kinds, "rosters");
  labelled(words.folder, folder, make("p", "", form));
  const files = document.createElement("input");
  files.type = "file";
  files.multiple = true;
  labelled(words.choose, files, make("p", "", form));
  const fates = make("ul", "", form);
  fates.setAttribute("aria-live", "polite");
  const waiting = [];
  let current = null, number = 0, took = false;
  const next = () => {
    current = waiting.shift() || null;
    if (!current) {
      if (took) { took = false; read(); }
      return;
    }
    current.id = ++number;
    current.fate.textContent = `${current.file.name}: ${words.taking}`;
    model.send({ kind: "begin", id: current.id, name: current.file.name,
      size: current.file.size, day: current.day, folder: current.folder,
      replaces: Boolean(current.replaces) });
  };
  const hand = (file, more = {}) => {
    waiting.push({ file, day: day.value, folder: folder.value, fate: make("li", "", fates), ...more });
    if (!current) next();
  };
  files.onchange = () => {
    for (const file of files.files) hand(file);
    files.value = "";
  };
  form.addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("over"); });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    for (const file of event.dataTransfer.files) hand(file);
  });
  const piece = async ({ id, at }) => {
    if (!current || current.id !== id) return;
    const content = await current.file.slice(at, at + PIECE).arrayBuffer();
    model.send({ kind: "piece", id, at }, undefined, [content]);
  };
  const done = ({ id, done: how, stated }) => {
    if (!current || current.id !== id) return;
    const one = current;
    one.fate.textContent = `${one.file.name}: ${stated} `;
    one.fate.className = how;
    took = took || ["new", "same", "replaced"].includes(how);
    if (how === "taken") {
      const { file, day, folder, fate } = one;
      const again = () => { waiting.push({ file, day, folder, fate, replaces: true }); if (!current) next(); };
      button(words.replace, again, fate);
      button(words.leave, () => fate.remove(), fate);
    }
    next();
  };

  // What was understood.
  const shown = make("section", "");
  const busy = () => {
    shown.replaceChildren();
    make("p", words.reading, shown).setAttribute("role", "status");
  };
  const read = () => {
    details = {};
    model.send({ kind: "read" });
  };
  const table = (heads, parent) => {
    const scroll = make("div", "", parent);
    scroll.className = "dophu-scroll";
    const one = make("table", "", scroll);
    one.className = "dophu-table";
    const head = make("tr", "", make("thead", "", one));
    for (const [text, number] of heads) {
      const cell = make("th", text, head);
      cell.scope = "col";
      if (number) cell.className = "number";
    }
    return make("tbody", "", one);
  };
  const open = (file, row) => {
    const there = row.nextSibling;
    if (there && there.className === "details") { there.remove(); delete details[file]; return; }
    model.send({ kind: "open", file });
  };
  const columns = (file, one, parent) => {
    if (!one.tables.length) make("p", words.no_table, parent);
    for (const part of one.tables) {
      make("h3", `${words.understood}${part.sheet ? ` – ${part.sheet}` : ""}`, parent);
      const body = table([[words.column], [words.heading], [words.taken_for], [words.examples]], parent);
      for (const column of part.columns) {
        const row = make("tr", "", body);
        const letter = make("th", column.letter, row);
        letter.scope = "row";
        letter.dataset.head = words.column;
        make("td", column.heading || "–", row);
        const known = state.meanings.some(([key]) => key === column.taken_for);
        const options = known ? state.meanings
          : [[column.taken_for, column.words], ...state.meanings];
        const list = choice(options, column.taken_for);
        list.setAttribute("aria-label", `${words.taken_for}: ${column.letter} ${column.heading}`);
        list.onchange = () => correct({ what: "heading", file, at: column.at, decision: list.value });
        if (!known) row.className = "open";
        make("td", "", row).append(list);
        const examples = make("td", column.examples.join("   "), row);
        examples.className = "examples";
      }
    }
    if (one.aside.length) {
      make("h3", words.why_aside, parent);
      const list = make("ul", "", parent);
      for (const why of one.aside) make("li", `${why.rows} × ${why.code} (${why.at}): ${why.why}`, list);
    }
  };
  const correct = (what) => {
    model.send({ kind: "decide", ...what });
  };
  const unfold = () => {
    for (const row of shown.querySelectorAll("tr[data-file]")) {
      const one = details[row.dataset.file];
      if (row.nextSibling && row.nextSibling.className === "details") row.nextSibling.remove();
      row.querySelector("button").setAttribute("aria-expanded", String(Boolean(one)));
      if (!one) continue;
      const more = document.createElement("tr");
      more.className = "details";
      const cell = make("td", "", more);
      cell.colSpan = 6;
      columns(row.dataset.file, one, cell);
      row.after(more);
    }
  };
  const draw = () => {
    shown.replaceChildren();
    if (state.days.length) {
      const list = choice(state.days, state.day);
      list.onchange = () => { details = {}; model.send({ kind: "day", day: list.value }); };
      labelled(words.date, list, make("p", "", shown));
    }
    if (state.note) make("p", state.note, shown).setAttribute("role", "status");
    if (state.undo) button(words.undo, () => model.send({ kind: "undo" }), shown);
    if (!state.files) return;
    const gate = make("p", "", shown);
    make("b", state.gate, gate);
    if (state.waiting) {
      gate.append(` · ${state.waiting} `);
      button(words.decide, () => model.send({ kind: "questions" }), gate);
    }
    const body = table([[words.file], [words.role], [words.rows, 1], [words.children, 1],
      [words.aside, 1], [words.hamlets]], shown);
    for (const file of state.files) {
      const row = make("tr", "", body);
      row.dataset.file = file.file;
      const name = make("th", "", row);
      name.scope = "row";
      button(file.name, () => open(file.file, row), name);
      const role = make("td", file.why, row);
      const options = file.role ? state.roles : [["", "–"], ...state.roles];
      const list = choice(options, file.role);
      list.setAttribute("aria-label", `${words.role}: ${file.name}`);
      list.onchange = () => list.value && correct({ what: "role", file: file.file, decision: list.value });
      role.append(file.why ? " " : "", list);
      for (const key of ["rows", "children", "aside"]) {
        const cell = make("td", String(file[key]), row);
        cell.dataset.head = words[key];
        cell.className = key === "aside" && file.aside ? "number aside" : "number";
      }
      make("td", file.hamlets || "–", row).dataset.head = words.hamlets;
    }
    if (state.points.length) {
      make("h2", words.look_at, shown);
      const list = make("ul", "", shown);
      for (const point of state.points) make("li", point, list);
    }
    unfold();
  };
  model.on("msg:custom", (message) => {
    if (message.kind === "next") piece(message);
    if (message.kind === "done") done(message);
    if (message.kind === "busy") busy();
    if (message.kind === "details") { details[message.file] = message; unfold(); }
    if (message.kind === "state") {
      state = message.state;
      draw();
      for (const file of Object.keys(details)) model.send({ kind: "open", file });
    }
  });
  model.send({ kind: "ready" });
  return () => { details = {}; state = {}; box.replaceChildren(); };
}
export default { render };
