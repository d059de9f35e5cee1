// Starts the app: index.html's only script. The addresses, with their content hashes, are in its data attributes.
const { js, wasm } = document.getElementById("boot").dataset;
const address = (path) => new URL(path, document.baseURI);

try {
  const app = await import(address(js));
  await app.default({ module_or_path: address(wasm) });
} catch (error) {
  console.error(error);
  const message = document.createElement("p");
  message.setAttribute("role", "alert");
  message.textContent = "Stepwright could not start. Reload the page; if that does not help, use a current browser.";
  document.body.append(message);
}
