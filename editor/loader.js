// Loads the editor's bundle when it is first needed; index.html knows its address.
export async function loadEditor() {
  const { editor } = document.getElementById("boot").dataset;
  return import(new URL(editor, document.baseURI).href);
}
