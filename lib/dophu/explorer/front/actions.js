// Copy and save what is shown. Files come from the kernel as messages, kept nowhere.
function render({ model, el }) {
  const words = model.get("words");
  const bar = document.createElement("div");
  bar.className = "dophu-actions";
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  const tell = (text) => { said.textContent = text; };
  const copy = async (text) => {
    try { await navigator.clipboard.writeText(text); } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      if (!done) { tell(words.not_copied); return; }
    }
    tell(words.copied);
  };
  const add = (parent, text, act) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.onclick = act;
    parent.append(button);
    return button;
  };
  add(bar, words.copy_sentence, () => copy(model.get("sentence")));
  let waiting = null;
  add(bar, words.copy_picture, async () => {
    const blob = new Promise((done) => { waiting = done; });
    model.send({ kind: "file", name: "picture" });
    try {
      await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
      tell(words.copied);
    } catch {
      waiting = null; // else the next picture that is saved would go there
      tell(words.refused);
    }
  });
  for (const name of ["picture", "csv", "xlsx"])
    add(bar, words[`save_${name}`], () => model.send({ kind: "file", name }));
  bar.append(said);
  const again = document.createElement("details");
  const head = document.createElement("summary");
  head.textContent = words.again;
  const lines = document.createElement("div");
  again.append(head, lines);
  const fill = () => lines.replaceChildren(...model.get("lines").map(([label, text]) => {
    const line = document.createElement("p");
    const code = document.createElement("code");
    code.textContent = text;
    line.append(`${label}: `, code, " ");
    add(line, words.copy, () => copy(text));
    return line;
  }));
  el.append(bar, again);
  model.on("change:lines", fill);
  model.on("msg:custom", (message, buffers) => {
    if (message.kind !== "file") return;
    const blob = new Blob([buffers[0]], { type: message.type });
    if (waiting && message.type === "image/png") { waiting(blob); waiting = null; return; }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = message.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    tell(`${words.saved}: ${message.name}`);
  });
  fill();
}
export default { render };
