// The picture of a chart; its rows are buttons for pointer, keyboard and screen reader.
function render({ model, el }) {
  const figure = document.createElement("div");
  figure.className = "dophu-picture";
  const picture = document.createElement("img");
  const rows = document.createElement("div");
  figure.append(picture, rows);
  el.append(figure);
  let url = "";
  const draw = () => {
    const png = model.get("value");
    figure.hidden = !png || !png.byteLength;
    if (figure.hidden) return;
    const old = url;
    url = URL.createObjectURL(new Blob([png], { type: "image/png" }));
    picture.onload = () => old && URL.revokeObjectURL(old);
    picture.src = url;
    picture.alt = model.get("alt");
    picture.width = model.get("width");
  };
  const place = () => {
    rows.replaceChildren(...model.get("areas").map(({ key, label, box }) => {
      const button = document.createElement("button");
      button.type = "button";
      button.title = label;
      button.setAttribute("aria-label", label);
      const [left, top, width, height] = box.map((part) => `${100 * part}%`);
      Object.assign(button.style, { left, top, width, height });
      button.onclick = () => model.send({ kind: "pick", key });
      return button;
    }));
  };
  // A row that is replaced between press and release would get no click: it waits.
  let held = false, due = false;
  const renew = () => {
    if (held) due = true;
    else { draw(); place(); }
  };
  const release = () => {
    held = false;
    if (due) setTimeout(() => { due = false; renew(); });
  };
  rows.addEventListener("pointerdown", () => { held = true; });
  addEventListener("pointerup", release);
  addEventListener("pointercancel", release);
  model.on("change:value", renew);
  model.on("change:areas", renew);
  renew();
  return () => {
    removeEventListener("pointerup", release);
    removeEventListener("pointercancel", release);
    if (url) URL.revokeObjectURL(url);
  };
}
export default { render };
