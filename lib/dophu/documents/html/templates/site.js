"use strict";
// Finds units by name, code or group; the page says all without it. It fetches nothing.
(() => {
  const find = document.getElementById("find");
  const rows = [...document.querySelectorAll("#units tbody tr:not(.total)")];
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
  find.closest("p").hidden = false;
  find.addEventListener("input", () => {
    const wanted = plain(find.value).split(/\s+/).filter(Boolean);
    for (const row of rows) {
      const words = plain([...row.querySelectorAll(".text")].map((cell) => cell.textContent).join(" "));
      row.hidden = !wanted.every((word) => words.includes(word));
    }
    const left = rows.filter((row) => !row.hidden).length;
    document.getElementById("found").textContent = wanted.length ? `${left}/${rows.length}` : "";
  });
})();
