"use strict";
/* Gives the text of the data with that id, which the page carries compressed. */
async function data(id) {
  const letters = document.getElementById(id).textContent;
  const raw = atob(letters);
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  const inflating = new DecompressionStream("gzip"), writer = inflating.writable.getWriter();
  const written = writer.write(bytes).then(() => writer.close());
  const reader = inflating.readable.getReader(), decoder = new TextDecoder(), parts = []; // a Response takes three times as long
  for (let part = await reader.read(); !part.done; part = await reader.read()) parts.push(decoder.decode(part.value, {stream: true}));
  await written;
  parts.push(decoder.decode());
  return parts.join("");
}
/* Shows characters that cannot be seen, or that change the direction of what follows, as the page's writer does. */
function seen(text) {
  return String(text).replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]/g,
    c => "\\u" + c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0"));
}
/* Makes an element; what is put into it is text or elements, never markup. */
function element(name, attributes, ...children) {
  return made(document.createElement(name), attributes, children);
}
function drawn(name, attributes, ...children) {
  return made(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}
function made(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes || {})) {
    if (/^on|^style$|^srcdoc$/i.test(key) || (/^(href|src)$/i.test(key) && !String(value).startsWith("#"))) {
      throw new Error("no attribute of a page: " + key);
    }
    node.setAttribute(key, seen(value));
  }
  for (const child of children.flat()) {
    node.append(child instanceof Node ? child : document.createTextNode(seen(child)));
  }
  return node;
}
