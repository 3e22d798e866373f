// A table that is sorted by its headings and filtered by the fields above it. Without a script it is simply the whole table.
(function () {
"use strict";
var form = document.querySelector("[data-filter]"), table = document.querySelector("table.rows");
if (!table) return;
var body = table.tBodies[0], rows = Array.prototype.slice.call(body.rows), tally = document.querySelector(".tally");
function plain(text) { return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase().replace(/\s+/g, " ").trim(); }
function folded(row) { return row.folded || (row.folded = plain(row.textContent)); }
function bodies(row) { return row.bodies || (row.bodies = plain((row.querySelector("[data-of=body]") || row).firstChild ? row.querySelector("[data-of=body]").firstChild.textContent : "")); }
function fits(row, asked) {
  return asked.every(function (want) {
    if (want.name === "q") return want.words.every(function (word) { return folded(row).indexOf(word) >= 0; });
    if (want.name === "body") return bodies(row).indexOf(want.value) >= 0;
    var has = (row.dataset[want.name] || "").split(" ");
    if (want.name === "state" && want.value === "open") return has[0] !== "done" && has[0] !== "answered";
    if (want.name === "state" && want.value === "dated") return row.dataset.month !== "" && has[0] !== "done" && has[0] !== "answered";
    return has.indexOf(want.value) >= 0;
  });
}
function filter() {
  var asked = [], shown = 0;
  Array.prototype.forEach.call(form.elements, function (field) {
    if (!field.name || !field.value) return;
    var value = field.name === "q" || field.name === "body" ? plain(field.value) : field.value;
    asked.push({name: field.name, value: value, words: value.split(" ")});
  });
  rows.forEach(function (row) { var fit = fits(row, asked); row.hidden = !fit; if (fit) shown++; });
  tally.textContent = tally.dataset.shown + " " + shown + " " + tally.dataset.of + " " + rows.length;
  var state = new URLSearchParams();
  Array.prototype.forEach.call(form.elements, function (field) { if (field.name && field.value) state.set(field.name, field.value); });
  try { history.replaceState(null, "", state.toString() ? "#" + state : location.pathname + location.search); } catch (e) { /* a page from disk may not */ }
}
function sort(head) {
  var at = head.cellIndex, down = head.getAttribute("aria-sort") === "ascending", order = new Intl.Collator("vi", {numeric: true});
  Array.prototype.forEach.call(table.tHead.rows[0].cells, function (cell) { if (cell.hasAttribute("aria-sort")) cell.setAttribute("aria-sort", "none"); });
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  function key(row) { var cell = row.cells[at]; return cell.dataset.v !== undefined ? cell.dataset.v : cell.textContent.trim(); }
  rows.map(function (row, i) { return {row: row, key: key(row), i: i}; }).sort(function (a, b) {
    if (!a.key || !b.key) return a.key ? -1 : b.key ? 1 : a.i - b.i;
    return (down ? -1 : 1) * order.compare(a.key, b.key) || a.i - b.i;
  }).forEach(function (one) { body.appendChild(one.row); });
}
Array.prototype.forEach.call(table.querySelectorAll("thead button"), function (button) {
  button.addEventListener("click", function () { sort(button.closest("th")); });
});
if (!form) return;
form.hidden = false;
var late;
form.addEventListener("input", function () { clearTimeout(late); late = setTimeout(filter, 120); });
form.addEventListener("change", filter);
form.addEventListener("submit", function (event) { event.preventDefault(); filter(); });
form.addEventListener("reset", function () { setTimeout(filter, 0); });
function restore() {
  if (location.hash.indexOf("=") < 0) return;
  var said = new URLSearchParams(location.hash.slice(1));
  Array.prototype.forEach.call(form.elements, function (field) { if (field.name) field.value = said.get(field.name) || ""; });
}
restore();
window.addEventListener("hashchange", function () { restore(); filter(); });
filter();
})();
