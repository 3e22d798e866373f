// A picture that is dragged and zoomed; a node shows its neighbours, here and in the list beside it.
(function () {
"use strict";
var svg = document.querySelector(".canvas svg"), about = document.querySelector(".about");
if (!svg) return;
var world = svg.querySelector(".world"), width = +svg.dataset.width, height = +svg.dataset.height, scale = 1, x = 0, y = 0, chosen = null;
var gutter = svg.querySelector(".gutter"), strip = svg.querySelector(".strip");
var nodes = {}, near = {}, lanes = Array.prototype.slice.call(svg.querySelectorAll(".lane-name")), years = Array.prototype.slice.call(svg.querySelectorAll(".year-name"));
Array.prototype.forEach.call(svg.querySelectorAll(".node"), function (node) { nodes[node.dataset.id] = node; });
Array.prototype.forEach.call(svg.querySelectorAll(".edge"), function (edge) {
  [edge.dataset.a, edge.dataset.b].forEach(function (id) { (near[id] = near[id] || []).push(edge); });
});
function draw() {
  world.setAttribute("transform", "translate(" + x + " " + y + ") scale(" + scale + ")");
  svg.classList.toggle("far", scale < 0.45);
  var left = -x / scale, top = -y / scale, big = Math.max(1, 0.8 / scale);
  gutter.setAttribute("x", left);
  gutter.setAttribute("width", 146 * big);
  strip.setAttribute("x", left);
  strip.setAttribute("y", Math.max(0, top));
  strip.setAttribute("height", 34 * big);
  lanes.forEach(function (name) { name.setAttribute("x", left + 12); name.style.fontSize = 15 * big + "px"; });
  years.forEach(function (name) {
    name.setAttribute("x", Math.max(+name.dataset.x, Math.min(left + 140 * big, +name.dataset.end)));
    name.setAttribute("y", Math.max(0, top) + 22 * big);
    name.style.fontSize = 16 * big + "px";
  });
}
function all() {
  var box = svg.getBoundingClientRect();
  scale = Math.min(box.width / width, box.height / height);
  x = (box.width - width * scale) / 2;
  y = Math.max(0, (box.height - height * scale) / 2);
  draw();
}
function start() {
  var box = svg.getBoundingClientRect();
  if (Math.min(box.width / width, box.height / height) > 0.6) { all(); return; }
  scale = Math.min(1, Math.max(0.75, box.height / height));
  x = Math.min(0, 160 - svg.dataset.start * scale);
  x = Math.max(x, Math.min(0, box.width - width * scale));
  y = 0;
  draw();
}
function zoom(by, cx, cy) {
  var next = Math.min(3, Math.max(0.05, scale * by)), box = svg.getBoundingClientRect();
  if (cx === undefined) { cx = box.width / 2; cy = box.height / 2; }
  x = cx - (cx - x) * next / scale;
  y = cy - (cy - y) * next / scale;
  scale = next;
  draw();
}
svg.addEventListener("wheel", function (event) {
  event.preventDefault();
  var box = svg.getBoundingClientRect();
  zoom(Math.exp(-event.deltaY / 500), event.clientX - box.left, event.clientY - box.top);
}, {passive: false});
var from = null, moved = false;
svg.addEventListener("pointerdown", function (event) { if (event.button === 0) { from = {x: event.clientX - x, y: event.clientY - y, sx: event.clientX, sy: event.clientY}; moved = false; } });
window.addEventListener("pointermove", function (event) {
  if (!from) return;
  if (Math.abs(event.clientX - from.sx) + Math.abs(event.clientY - from.sy) > 4) moved = true;
  if (moved) { x = event.clientX - from.x; y = event.clientY - from.y; draw(); }
});
window.addEventListener("pointerup", function () { from = null; setTimeout(function () { moved = false; }, 0); });
svg.addEventListener("click", function (event) { if (moved) { event.preventDefault(); event.stopPropagation(); } }, true);
svg.addEventListener("dragstart", function (event) { event.preventDefault(); });
svg.addEventListener("keydown", function (event) {
  var step = 80, keys = {ArrowLeft: [step, 0], ArrowRight: [-step, 0], ArrowUp: [0, step], ArrowDown: [0, -step]};
  if (keys[event.key]) { x += keys[event.key][0]; y += keys[event.key][1]; draw(); event.preventDefault(); }
  else if (event.key === "+" || event.key === "=") zoom(1.25);
  else if (event.key === "-") zoom(0.8);
  else if (event.key === "0") all();
});
document.querySelector("[data-do=in]").addEventListener("click", function () { zoom(1.25); });
document.querySelector("[data-do=out]").addEventListener("click", function () { zoom(0.8); });
document.querySelector("[data-do=all]").addEventListener("click", all);
function line(list, edge, other, arrow) {
  var item = document.createElement("li"), link = document.createElement("a"), what = document.createElement("span");
  what.className = "soft small";
  what.textContent = arrow + " " + edge.dataset.word + " ";
  link.href = other.getAttribute("href");
  link.textContent = other.dataset.name;
  item.appendChild(what);
  item.appendChild(link);
  list.appendChild(item);
}
function show(id) {
  if (chosen === id) return;
  clear();
  chosen = id;
  var node = nodes[id], list = document.createElement("ul");
  svg.classList.add("dim");
  node.classList.add("on");
  (near[id] || []).forEach(function (edge) {
    var up = edge.dataset.a === id, other = nodes[up ? edge.dataset.b : edge.dataset.a];
    edge.classList.add("on");
    edge.classList.remove("off");
    if (other) { other.classList.add("near"); line(list, edge, other, up ? "→" : "←"); }
  });
  var target = about.querySelector(".chosen"), title = document.createElement("h2"), what = document.createElement("p"), link = document.createElement("a");
  link.href = node.getAttribute("href");
  link.textContent = node.dataset.name;
  title.appendChild(link);
  what.textContent = node.dataset.about;
  target.textContent = "";
  target.appendChild(title);
  target.appendChild(what);
  target.appendChild(list);
}
function clear() {
  chosen = null;
  svg.classList.remove("dim");
  Array.prototype.forEach.call(svg.querySelectorAll(".on, .near"), function (one) { one.classList.remove("on", "near"); });
  lines();
}
function lines() {
  Array.prototype.forEach.call(document.querySelectorAll(".board input[value]"), function (box) {
    Array.prototype.forEach.call(svg.querySelectorAll('.edge[data-r="' + box.value + '"]'), function (edge) { edge.classList.toggle("off", !box.checked); });
  });
}
Array.prototype.forEach.call(document.querySelectorAll(".board input[value]"), function (box) { box.addEventListener("change", lines); });
svg.addEventListener("mouseover", function (event) { var node = event.target.closest(".node"); if (node) show(node.dataset.id); });
svg.addEventListener("focusin", function (event) {
  var node = event.target.closest(".node");
  if (!node) return;
  show(node.dataset.id);
  var at = node.getBoundingClientRect(), box = svg.getBoundingClientRect();
  if (at.left < box.left || at.right > box.right || at.top < box.top || at.bottom > box.bottom) {
    x += box.left + box.width / 2 - at.left;
    y += box.top + box.height / 2 - at.top;
    draw();
  }
});
svg.addEventListener("click", function (event) { if (!event.target.closest(".node")) clear(); });
svg.tabIndex = 0;
svg.removeAttribute("viewBox");
Array.prototype.forEach.call(document.querySelectorAll(".board [hidden]"), function (one) { one.hidden = false; });
lines();
start();
})();
