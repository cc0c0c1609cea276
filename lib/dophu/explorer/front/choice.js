// A choice among many: search, all, none, and a list of boxes to tick.
function render({ model, el }) {
  const words = model.get("words");
  const box = document.createElement("details");
  box.className = "dophu-choice";
  const head = document.createElement("summary");
  const search = document.createElement("input");
  search.type = "search";
  search.placeholder = words.search;
  const buttons = document.createElement("div");
  const list = document.createElement("div");
  list.className = "dophu-options";
  list.setAttribute("role", "group");
  box.append(head, search, buttons, list);
  el.append(box);

  const save = (keys) => {
    model.set("value", keys);
    model.save_changes();
  };
  const shown = () =>
    [...list.querySelectorAll("label")].filter((l) => !l.hidden).map((l) => l.dataset.key);
  const folded = (text) =>
    text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase();
  for (const all of [true, false]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = all ? words.all : words.none;
    button.onclick = () => {
      const keys = new Set(model.get("value"));
      for (const key of shown()) all ? keys.add(key) : keys.delete(key);
      save(model.get("options").map(([key]) => key).filter((key) => keys.has(key)));
    };
    buttons.append(button);
  }
  search.oninput = () => {
    for (const label of list.children)
      label.hidden = !folded(label.textContent).includes(folded(search.value));
  };
  const say = () => {
    const [value, options] = [model.get("value"), model.get("options")];
    const all = options.every(([key]) => value.includes(key));
    const few = options.filter(([key]) => value.includes(key)).map(([, label]) => label);
    const what = all ? words.all : !few.length ? words.none
      : few.length === 1 ? few[0] : `${few.length}/${options.length}`;
    head.textContent = `${model.get("description")}: ${what}`;
    search.setAttribute("aria-label", `${words.search}: ${model.get("description")}`);
    list.setAttribute("aria-label", model.get("description"));
    for (const tick of list.querySelectorAll("input"))
      tick.checked = value.includes(tick.value);
  };
  const fill = () => {
    box.hidden = !model.get("options").length;  // nothing is told that could be chosen
    list.replaceChildren(...model.get("options").map(([key, text]) => {
      const label = document.createElement("label");
      const tick = document.createElement("input");
      tick.type = "checkbox";
      tick.value = key;
      tick.onchange = () => {
        const keys = new Set(model.get("value"));
        tick.checked ? keys.add(key) : keys.delete(key);
        save(model.get("options").map(([k]) => k).filter((k) => keys.has(k)));
      };
      label.dataset.key = key;
      label.append(tick, ` ${text}`);
      return label;
    }));
    say();
  };
  const close = (event) => {
    if (event.key === "Escape" && box.open) { box.open = false; head.focus(); }
  };
  box.addEventListener("keydown", close);
  model.on("change:options", fill);
  model.on("change:value", say);
  fill();
}
export default { render };
