// Loads the editor's bundle when an editor is first shown; index.html knows its address. See src/types.ts for the options and the handle.
export async function mountEditor(parent, options) {
  const { editor } = document.getElementById("boot").dataset;
  const { mount } = await import(new URL(editor, document.baseURI).href);
  return mount(parent, options);
}
