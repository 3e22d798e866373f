// What was read from the words under the pointer or the focus, beside them; and where the address leads, shown.
(function () {
"use strict";
var note = document.querySelector(".note"), sheet = document.querySelector(".sheet"), over = null;
if (!note || !sheet) return;
function close() { note.hidden = true; if (over) { over.removeAttribute("aria-describedby"); over = null; } }
function show(mark) {
  if (over === mark) return;
  close();
  var any = false;
  note.textContent = "";
  mark.dataset.m.split(" ").forEach(function (id) {
    var row = document.getElementById("n-" + id);
    if (!row) return;
    var part = document.createElement("div"), title = document.createElement("strong");
    title.textContent = row.cells[0].textContent;
    part.appendChild(title);
    Array.prototype.forEach.call(row.querySelectorAll("dl"), function (list) { part.appendChild(list.cloneNode(true)); });
    note.appendChild(part);
    any = true;
  });
  if (!any) return;
  over = mark;
  mark.setAttribute("aria-describedby", "note");
  note.hidden = false;
  var at = mark.getClientRects()[0], page = document.documentElement;
  var left = Math.min(at.left, page.clientWidth - note.offsetWidth - 16), top = at.bottom + 8;
  if (top + note.offsetHeight > page.clientHeight && at.top - note.offsetHeight - 8 > 0) top = at.top - note.offsetHeight - 8;
  note.style.left = Math.max(16, left) + window.scrollX + "px";
  note.style.top = top + window.scrollY + "px";
}
function find(event) { var at = event.target; return at && at.closest ? at.closest("[data-m]") : null; }
document.addEventListener("mouseover", function (event) { var mark = find(event); if (mark) show(mark); else if (!note.contains(event.target)) close(); });
document.addEventListener("focusin", function (event) { var mark = find(event); if (mark) show(mark); else close(); });
document.addEventListener("keydown", function (event) { if (event.key === "Escape") close(); });
function lead() {
  Array.prototype.forEach.call(document.querySelectorAll(".on"), function (mark) { mark.classList.remove("on"); });
  var id = decodeURIComponent(location.hash.slice(1));
  if (!/^[a-z][\w-]*$/.test(id) || /^n-/.test(id)) return;
  var all = sheet.querySelectorAll('[data-m~="' + id + '"], [data-t~="' + id + '"]');
  Array.prototype.forEach.call(all, function (mark) { mark.classList.add("on"); });
  if (all.length) all[0].scrollIntoView({block: "center"});
}
window.addEventListener("hashchange", lead);
lead();
Array.prototype.forEach.call(document.querySelectorAll(".legend input"), function (box) {
  box.addEventListener("change", function () { sheet.classList.toggle("hide-" + box.value, !box.checked); });
});
var legend = document.querySelector(".legend");
if (legend) legend.hidden = false;
})();
