// A table to sort, search and filter, with bars in its cells; a row can be opened.
// Rows and names that the kernel sends as messages stand on the page alone.
function render({ model, el }) {
  const words = model.get("words");
  const top = document.createElement("div");
  top.className = "dophu-tools";
  const search = document.createElement("input");
  search.type = "search";
  search.placeholder = words.search;
  search.setAttribute("aria-label", words.search);
  const count = document.createElement("span");
  count.setAttribute("role", "status");
  const scroll = document.createElement("div");
  scroll.className = "dophu-scroll";
  scroll.tabIndex = 0;
  const table = document.createElement("table");
  table.className = "dophu-table";
  scroll.append(table);
  top.append(search, count);
  el.append(top, scroll);

  let told = null;          // rows that came as a message
  let names = {};           // shown on request, kept nowhere else
  let order = null;         // [column, descending]
  let filters = {};
  const data = () => told || model.get("value");
  const folded = (text) =>
    text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase();
  // "> 5", "<= 90", "5..9", else a part of the text
  const passes = (cell, number, wish) => {
    wish = wish.trim();
    if (!wish) return true;
    const plain = (text) => parseFloat(text.replace(",", "."));
    const range = wish.match(/^(-?[\d.,]+)\s*\.\.\s*(-?[\d.,]+)$/);
    if (range && number !== null) return number >= plain(range[1]) && number <= plain(range[2]);
    const compare = wish.match(/^(<=|>=|<|>|=)\s*(-?[\d.,]+)$/);
    if (compare && number !== null) {
      const n = plain(compare[2]);
      return { "<": number < n, ">": number > n, "<=": number <= n, ">=": number >= n,
        "=": number === n }[compare[1]];
    }
    if (compare) return false;
    return folded(cell).includes(folded(wish));
  };
  const button = (text, act) => {
    const one = document.createElement("button");
    one.type = "button";
    one.textContent = text;
    one.onclick = act;
    return one;
  };
  const chosen = () => {
    const { rows, columns } = data();
    const wish = folded(search.value);
    const found = rows.filter((row) =>
      folded([...row.cells, names[row.key] || ""].join(" ")).includes(wish) &&
      columns.every((_, n) => passes(row.cells[n], row.values[n], filters[n] || "")));
    if (order) {
      const [at, down] = order;
      found.sort((a, b) => {
        const [x, y] = [a.values[at], b.values[at]];
        if (x === null || y === null) {
          if (x === null && y === null) {
            const less = a.cells[at].localeCompare(b.cells[at], "vi", { numeric: true });
            return columns[at].number ? 0 : down ? -less : less;
          }
          return x === null ? 1 : -1;
        }
        return down ? y - x : x - y;
      });
    }
    return found;
  };
  const body = document.createElement("tbody");
  const foot = document.createElement("tfoot");
  const cellOf = (tag, text, column) => {
    const cell = document.createElement(tag);
    if (column && column.number) cell.className = "number";
    cell.append(text);
    return cell;
  };
  const fill = () => {
    const { columns, rows, total } = data();
    const named = Object.keys(names).length > 0;
    const most = columns.map((_, n) =>
      Math.max(0, ...rows.map((row) => Math.abs(row.values[n] || 0))));
    const found = chosen();
    body.replaceChildren(...found.map((row) => {
      const line = document.createElement("tr");
      if (named) line.append(cellOf("td", names[row.key] || ""));
      row.cells.forEach((text, n) => {
        const column = columns[n];
        const first = n === 0 && model.get("opens");
        const inner = first ? button(text, () => model.send({ kind: "pick", key: row.key })) : text;
        if (first) inner.title = words.open;
        const cell = cellOf(n === 0 ? "th" : "td", inner, column);
        if (n === 0) cell.scope = "row";
        if (column.bar && row.values[n] !== null && most[n]) {
          const part = (100 * Math.abs(row.values[n])) / (column.most || most[n]);
          cell.style.backgroundImage =
            `linear-gradient(to right, ${column.bar} ${part}%, transparent ${part}%)`;
        }
        line.append(cell);
      });
      return line;
    }));
    const left = total && found.length === rows.length;
    foot.replaceChildren(...(left ? [total].map((row) => {
      const line = document.createElement("tr");
      if (named) line.append(cellOf("td", ""));
      row.cells.forEach((text, n) => line.append(cellOf(n ? "td" : "th", text, columns[n])));
      return line;
    }) : []));
    count.textContent = `${found.length}/${rows.length}` + (data().note ? ` · ${data().note}` : "");
  };
  const heads = () => {
    const line = document.createElement("tr");
    const wishes = document.createElement("tr");
    if (Object.keys(names).length) {
      line.append(cellOf("th", words.name));
      wishes.append(document.createElement("td"));
    }
    data().columns.forEach((column, n) => {
      const cell = cellOf("th", button(column.head, () => {
        order = order && order[0] === n && order[1] === column.number
          ? [n, !column.number] : order && order[0] === n ? null : [n, column.number];
        heads();
        fill();
        table.querySelectorAll("thead tr:first-child button")[n].focus();
      }), column);
      cell.scope = "col";
      const turned = order && order[0] === n;
      cell.setAttribute("aria-sort", turned ? (order[1] ? "descending" : "ascending") : "none");
      line.append(cell);
      const wish = document.createElement("input");
      wish.type = "text";
      wish.value = filters[n] || "";
      wish.size = 4;
      wish.placeholder = column.number ? "> <" : "…";
      wish.setAttribute("aria-label", `${words.filter}: ${column.head}`);
      wish.oninput = () => { filters[n] = wish.value; fill(); };
      const place = document.createElement("td");
      place.append(wish);
      wishes.append(place);
    });
    const head = document.createElement("thead");
    head.append(line, wishes);
    table.replaceChildren(head, body, foot);
    table.setAttribute("aria-label", model.get("description"));
  };
  const draw = () => {
    el.hidden = !data().columns || !data().columns.length;
    if (el.hidden) return;
    heads();
    fill();
  };
  let shape = "";
  const renew = () => {
    const now = JSON.stringify((data().columns || []).map((c) => c.head));
    if (now !== shape) { order = null; filters = {}; search.value = ""; }
    shape = now;
    names = {};
    draw();
  };
  search.oninput = fill;
  // A row that is replaced between press and release would get no click: it waits.
  let held = false, due = false;
  const follow = () => {
    if (held) due = true;
    else renew();
  };
  const release = () => {
    held = false;
    if (due) setTimeout(() => { due = false; follow(); });
  };
  table.addEventListener("pointerdown", () => { held = true; });
  addEventListener("pointerup", release);
  addEventListener("pointercancel", release);
  model.on("change:value", follow);
  model.on("msg:custom", (message) => {
    if (message.kind === "rows") { told = message.table; follow(); }
    if (message.kind === "names") { names = message.names; draw(); }
  });
  renew();
  model.send({ kind: "ready" });
  return () => {
    removeEventListener("pointerup", release);
    removeEventListener("pointercancel", release);
    names = {};
    told = null;
  };
}
export default { render };
