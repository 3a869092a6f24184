// Sorts and filters the table of students. Without it the whole table is there, in the order of the names.
"use strict";
(() => {
  const table = document.getElementById("table");
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const headers = [...table.tHead.rows[1].cells];
  const search = document.getElementById("search");
  const narrow = document.getElementById("narrow");
  const shown = document.getElementById("shown");
  const language = document.documentElement.lang;
  const collator = new Intl.Collator(language, { numeric: true, sensitivity: "base" });
  const counted = new Intl.NumberFormat(language);

  // What is said, in English unless the page brings it in its own language.
  const words = {
    shown: "{left} of {all} students shown.",
    ascending: "Sorted by {column}, lowest first.",
    descending: "Sorted by {column}, highest first.",
    ...shown.dataset,
  };
  const filled = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const searched = new Map(rows.map((row) => [row, plain(nameAndSection(row))]));

  function nameAndSection(row) {
    return [...row.querySelectorAll("th, .section")].map((cell) => cell.textContent).join(" ");
  }

  // What cannot be compared, such as a dash or an empty cell, has no key and comes last in both directions.
  function keyOf(row, column) {
    const text = row.cells[column].textContent.trim();
    if (!headers[column].classList.contains("number")) return text === "" ? null : text;
    const number = parseFloat(text);
    return Number.isNaN(number) ? null : number;
  }

  function compare(one, other) {
    return typeof one === "number" ? one - other : collator.compare(one, other);
  }

  // The rows begin in the order of the names each time, so that equal ones stay in it.
  function sort(column) {
    const upwards = headers[column].getAttribute("aria-sort") !== "ascending";
    const keyed = rows.map((row) => ({ row, key: keyOf(row, column) }));
    keyed.sort((one, other) => {
      if (one.key === null || other.key === null) return (one.key === null) - (other.key === null);
      return upwards ? compare(one.key, other.key) : compare(other.key, one.key);
    });
    body.append(...keyed.map((entry) => entry.row));
    for (const header of headers) header.removeAttribute("aria-sort");
    const direction = upwards ? "ascending" : "descending";
    headers[column].setAttribute("aria-sort", direction);
    say(filled(words[direction], { column: headers[column].textContent.trim() }));
  }

  function filter() {
    const words = plain(search.value).split(/\s+/).filter(Boolean);
    for (const row of rows) {
      const named = words.every((word) => searched.get(row).includes(word));
      row.hidden = !named || (narrow.value !== "" && !row.classList.contains(narrow.value));
    }
    say("");
  }

  function say(sentence) {
    const left = rows.filter((row) => !row.hidden).length;
    const values = { left: counted.format(left), all: counted.format(rows.length) };
    shown.textContent = `${filled(words.shown, values)} ${sentence}`.trim();
  }

  function makeSortable(header, column) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    button.addEventListener("click", () => sort(column));
    header.append(button);
  }

  headers.forEach(makeSortable);
  headers[0].setAttribute("aria-sort", "ascending");
  search.addEventListener("input", filter);
  narrow.addEventListener("change", filter);
  document.getElementById("controls").hidden = false;
  filter();
})();
