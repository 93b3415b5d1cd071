// Takes the shade around a dialog away, and the cursor that blinks.
() => {
  const calm = new CSSStyleSheet();
  calm.replaceSync(`
    dialog::backdrop { background: #fff !important; backdrop-filter: none !important }
    * { caret-color: transparent !important }
  `);
  const put = (node) => {
    const root = node.shadowRoot;
    if (root) {
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, calm];
      root.childNodes.forEach(put);
    }
    node.childNodes.forEach(put);
  };
  put(document.body);
}
