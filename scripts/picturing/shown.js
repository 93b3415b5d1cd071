// The pieces of text that can be seen within a part of the page: of the dialog that is
// open, if one is, else of the whole page. Slots show what is put into them.
(part) => {
  const found = [];
  let dialog = null;

  const children = (node) =>
    node.nodeName === "SLOT" && node.assignedNodes().length
      ? node.assignedNodes()
      : (node.shadowRoot ?? node).childNodes;
  const walk = (node, visit) => {
    visit(node);
    children(node).forEach((it) => walk(it, visit));
  };
  const isInside = (box) =>
    box.width > 0 && box.height > 0 &&
    box.left < part.x + part.width && box.right > part.x &&
    box.top < part.y + part.height && box.bottom > part.y;
  const isVisible = (text) => {
    const range = document.createRange();
    range.selectNodeContents(text);
    let element = text.parentElement ?? text.getRootNode().host;
    // It has no box of its own, and counts as not visible.
    while (getComputedStyle(element).display === "contents")
      element = element.parentElement ?? element.getRootNode().host;
    return isInside(range.getBoundingClientRect()) &&
      !["SCRIPT", "STYLE"].includes(element.nodeName) &&
      element.checkVisibility({ visibilityProperty: true });
  };

  walk(document.body, (node) => {
    if (node.nodeName === "DIALOG" && node.open && isInside(node.getBoundingClientRect()))
      dialog = node;
  });
  walk(dialog ?? document.body, (node) => {
    if (node.nodeType !== Node.TEXT_NODE || !isVisible(node)) return;
    const words = node.textContent.split(/\s+/).filter(Boolean).join(" ");
    if (words) found.push(words.replace(/ ?\*$/, ""));
  });
  return found;
}
