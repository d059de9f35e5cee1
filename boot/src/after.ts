// What is wanted only after the first paint, or when it does not come to that: words about a module that died, the refusal
// to be framed, and what makes the page work without a network.
import { banner, button } from "./banner";
import { prepare } from "./offline";
import { keepPlace } from "./place";
import type { Rescue } from "./rescue";

/** All of the page is there. */
export function settle(): void {
  keepPlace();
  // A build for development has no manifest, and is never kept.
  if (document.querySelector("link[rel=manifest]")) void prepare();
}

/** The page is inside of another one, which could lay things over it. */
export function refuse(): void {
  const link = Object.assign(document.createElement("a"), { href: location.href, target: "_blank", rel: "noopener", className: "button" });
  link.textContent = "Open Stepwright";
  banner("Stepwright’s editor is not shown inside of other pages.", [link]);
}

/** The module could not be started. */
export function couldNotStart(): void {
  banner("Stepwright could not start. Reload the page; if that does not help, use a current browser.", [reload(Promise.resolve())]);
}

/** The module has died: says so, with the text to download; and a reload finds it. */
export function died(rescue: Rescue): void {
  for (const element of document.body.children) element.setAttribute("inert", "");
  // Keys and pastes would only reach what is dead.
  for (const type of ["keydown", "paste", "drop", "beforeunload", "pagehide"]) {
    addEventListener(type, (event) => event.stopImmediatePropagation(), { capture: true });
  }
  const buttons = [reload(save(rescue))];
  if (rescue.kept) buttons.push(button("Download what I have", () => download(rescue)));
  banner("Something went wrong inside the page, and it cannot go on. Your workflow is kept.", buttons);
}

function reload(saved: Promise<void>): HTMLElement {
  return button("Reload", () => void saved.then(() => location.reload()));
}

/** Stores the newest text. The history fits only the text that it was stored with. */
async function save({ kept, storage }: Rescue): Promise<void> {
  if (!kept || !storage) return;
  try {
    const stored = await storage.get(kept.key);
    const record = stored ? JSON.parse(stored.text) : { version: 2, key: kept.key, scenarios: "", chosen: 0 };
    if (record.definition === kept.definition) return;
    const text = JSON.stringify({ ...record, name: kept.name, definition: kept.definition, rest: "" });
    await storage.put({ key: kept.key, name: kept.name, states: 0, touched: true }, text, stored?.version ?? 0);
    storage.front(kept.key);
  } catch (error) {
    console.info(error);
  }
}

function download({ kept }: Rescue): void {
  if (!kept) return;
  const { name, definition } = kept;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([definition], { type: "application/json" }));
  const ending = definition.trimStart().startsWith("{") ? "json" : "yaml";
  link.download = `${name.replace(/[^\p{L}\p{N}._-]+/gu, "-") || "workflow"}.asl.${ending}`;
  link.click();
}
