"use strict";
// Adds to a page that says all without it: sort, search, point, copy. It fetches nothing.
(() => {
  const all = (what, within = document) => [...within.querySelectorAll(what)];
  const id = (name) => document.getElementById(name);

  // The table: by a column, up and down and back again; hamlets without figures last.
  const body = document.querySelector(".gaps .hamlets");
  const rows = [...body.rows];
  const names = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const value = (row, column) => Number(row.cells[column]?.dataset.v ?? NaN);
  const order = (column) => (a, b) => column
    ? value(a, column) - value(b, column)
    : names.compare(a.cells[0].textContent, b.cells[0].textContent);
  const heads = all(".gaps button.sort");
  for (const button of heads) {
    button.disabled = false;
    button.addEventListener("click", () => {
      const column = Number(button.dataset.column), head = button.closest("th");
      const first = column ? "descending" : "ascending";
      const second = column ? "ascending" : "descending";
      const now = { none: first, [first]: second, [second]: "none" }[head.getAttribute("aria-sort")];
      for (const other of heads) other.closest("th").setAttribute("aria-sort", "none");
      head.setAttribute("aria-sort", now);
      const known = rows.filter((row) => !column || !Number.isNaN(value(row, column)));
      const sorted = now === "none" ? rows : [...known].sort((a, b) => order(column)(a, b) * (now === "descending" ? -1 : 1));
      body.append(...sorted, ...rows.filter((row) => !sorted.includes(row)));
    });
  }

  // Search: letters are found with and without their marks.
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
  const find = id("find");
  find.closest("p").hidden = false;
  find.addEventListener("input", () => {
    const wanted = plain(find.value).split(/\s+/).filter(Boolean);
    for (const row of rows) row.hidden = !wanted.every((word) => plain(row.cells[0].textContent).includes(word));
    id("found").textContent = wanted.length ? `${rows.filter((row) => !row.hidden).length}/${rows.length}` : "";
  });

  // Marks of a chart: their words at the pointer, or by the arrow keys.
  const tip = id("tip");
  const show = (mark) => {
    for (const other of all(".mark.on")) other.classList.remove("on");
    tip.hidden = !mark;
    if (!mark) return;
    mark.classList.add("on");
    tip.textContent = mark.dataset.words;
    const box = mark.getBoundingClientRect(), wide = document.documentElement.clientWidth;
    tip.style.left = `${Math.max(4, Math.min(box.left + box.width / 2 - tip.offsetWidth / 2, wide - tip.offsetWidth - 4))}px`;
    tip.style.top = `${box.top > tip.offsetHeight + 8 ? box.top - tip.offsetHeight - 6 : box.bottom + 6}px`;
  };
  for (const title of all(".mark > title")) {
    title.parentNode.dataset.words = title.textContent;
    title.remove(); // or the browser shows it a second time
  }
  for (const drawing of all(".drawing")) {
    const marks = all(".mark", drawing);
    drawing.addEventListener("pointerover", (event) => show(event.target.closest(".mark")));
    drawing.addEventListener("pointerleave", () => show(null));
    drawing.addEventListener("blur", () => show(null));
    drawing.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (event.key === "Escape") show(null);
      if (!step || !marks.length) return;
      event.preventDefault();
      const at = marks.findIndex((mark) => mark.classList.contains("on"));
      show(marks[at < 0 ? (step > 0 ? 0 : marks.length - 1) : (at + step + marks.length) % marks.length]);
    });
  }
  addEventListener("scroll", () => show(null), { passive: true });

  // Copying: a sentence as text, a chart as a picture of three times its size.
  const paint = async (figure) => {
    const drawing = all(".drawing", figure).find((one) => one.getClientRects().length);
    const copy = drawing.cloneNode(true);
    const { width, height } = drawing.viewBox.baseVal;
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    copy.setAttribute("width", 3 * width);
    copy.setAttribute("height", 3 * height);
    const letters = document.querySelector(".letters defs");
    if (letters) copy.prepend(letters.cloneNode(true));
    const picture = new Image();
    picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
    await picture.decode();
    const canvas = document.createElement("canvas");
    canvas.width = picture.width;
    canvas.height = picture.height;
    canvas.getContext("2d").drawImage(picture, 0, 0);
    return new Promise((done) => canvas.toBlob(done, "image/png"));
  };
  const save = (blob, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${name}.png`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };
  const does = {
    copy: (target) => navigator.clipboard.writeText(target.textContent),
    copyPicture: (target) => navigator.clipboard.write([new ClipboardItem({ "image/png": paint(target) })]),
    savePicture: async (target) => save(await paint(target), target.id),
  };
  for (const button of all("button.do")) {
    const [action] = Object.keys(does).filter((key) => key in button.dataset);
    const words = button.textContent;
    if (action !== "savePicture" && !navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await does[action](id(button.dataset[action]));
        button.textContent = button.dataset.done;
      } catch {
        button.hidden = true; // the browser does not let a page copy this
      }
      setTimeout(() => { button.textContent = words; }, 2000);
    });
  }
})();
