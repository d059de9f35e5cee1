// Loads the editor's bundle when an editor is first shown; index.html knows its address. src/types.ts describes what it offers.
export async function loadEditor() {
  const { editor } = document.getElementById("boot").dataset;
  return import(new URL(editor, document.baseURI).href);
}
