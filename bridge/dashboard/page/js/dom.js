// Making elements, and changing only what has changed: most of an update is what it was.

/** An element: `el("button", {type: "button", onclick}, "tap")`. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children);
  return node;
}

export const byId = (id) => document.getElementById(id);

/** Set the text of `node`, if it is another. */
export function setText(node, text) {
  if (node.lastText !== text) node.textContent = node.lastText = text;
}

/** Set an attribute of `node`, if it is another. */
export function setAttribute(node, name, value) {
  const text = String(value);
  if (node.getAttribute(name) !== text) node.setAttribute(name, text);
}

/** A number as people read it, with a real minus sign. */
export const number = (value, digits = 0) => value.toFixed(digits).replace("-", "−");
