// What waits for a person: a question, its evidence, its answers. Nothing is kept here.
function render({ model, el }) {
  const words = model.get("words");
  const box = document.createElement("div");
  box.className = "dophu-decide";
  box.tabIndex = 0;
  // Keys are for the answers, not for shortcuts of the page around.
  box.setAttribute("data-lm-suppress-shortcuts", "true");
  el.append(box);
  let state = {};
  const make = (tag, text, parent = box) => {
    const one = document.createElement(tag);
    one.textContent = text;
    parent.append(one);
    return one;
  };
  const button = (text, act, parent = box) => {
    const one = make("button", text, parent);
    one.type = "button";
    one.onclick = act;
    return one;
  };
  const tell = (kind, more = {}) => model.send({ kind, asked: state.asked, ...more });
  const compared = () => {
    const table = document.createElement("table");
    table.className = "dophu-table";
    const head = make("tr", "", make("thead", "", table));
    for (const text of ["", words.one, words.two, ""]) {
      const cell = make(text ? "th" : "td", text, head);
      if (text) cell.scope = "col";
    }
    const body = make("tbody", "", table);
    for (const [label, one, two, differs] of state.rows) {
      const line = make("tr", "", body);
      make("th", label, line).scope = "row";
      make("td", one, line);
      make("td", two, line);
      make("td", differs ? `≠ ${words.differs}` : "", line);
      if (differs) line.className = "differs";
    }
    const scroll = make("div", "");
    scroll.className = "dophu-scroll";
    scroll.append(table);
  };
  const ask = () => {
    make("h2", state.heading);
    if (state.place) make("p", state.place);
    make("p", state.message);
    if (state.rows.length) compared();
    if (state.counted) make("p", state.counted);
    if (state.hidden) make("p", state.hidden);
    if (state.cell) make("p", `${words.cell} “${state.cell}”`);
    if (state.rows.length && !state.named) make("p", words.masked).className = "quiet";
    const answers = make("div", "");
    answers.className = "answers";
    state.answers.forEach((text, n) =>
      button(`${n + 1}  ${text}`, () => tell("answer", { number: n }), answers));
    if (state.more.length) {
      const line = make("p", "");
      const label = make("label", `${words.other}: `, line);
      const list = document.createElement("select");
      state.more.forEach((text, n) => { make("option", text, list).value = n; });
      label.append(list);
      line.append(" ");
      button(words.choose, () => tell("answer", { number: +list.value, more: true }), line);
    }
  };
  const draw = () => {
    const here = box.contains(document.activeElement);
    box.replaceChildren();
    const note = make("p", state.note || "");
    note.setAttribute("role", "status");
    if (state.heading) ask();
    if (state.end) make("p", state.end);
    const bar = make("div", "");
    bar.className = "dophu-actions";
    if (state.heading) button(words.later, () => tell("later"), bar);
    if (state.undo) button(words.undo, () => tell("undo"), bar);
    if (state.can_name)
      button(state.named ? words.hide_names : words.show_names, () => tell("names"), bar);
    if (state.again) button(words.again, () => tell("again"), bar);
    if (state.heading) make("p", words.keys).className = "quiet";
    if (here) box.focus({ preventScroll: true });
  };
  box.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (["SELECT", "INPUT"].includes(event.target.tagName)) return;
    const key = event.key.toLowerCase();
    const number = "123456789".indexOf(key);
    const pressed = event.target.tagName === "BUTTON" && (key === "enter" || key === " ");
    if (pressed) return;
    if (state.heading && number >= 0 && number < state.answers.length)
      tell("answer", { number });
    else if (state.heading && key === "enter") tell("later");
    else if (key === "u") tell("undo");
    else if (key === "n" && state.can_name) tell("names");
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  model.on("msg:custom", (message) => {
    if (message.kind === "state") { state = message.state; draw(); }
  });
  model.send({ kind: "ready" });
  return () => { state = {}; box.replaceChildren(); };
}
export default { render };
