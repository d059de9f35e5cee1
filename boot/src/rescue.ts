// When the module dies: a banner that says so, with the text to download; and a reload that finds it. Everything here lives
// outside of the module, and uses nothing of it.
import type { Storage } from "./storage";

/** The newest text of the workflow in front. */
interface Kept {
  key: string;
  name: string;
  definition: string;
}

export class Rescue {
  storage: Storage | undefined;
  private kept: Kept | undefined;
  private dead = false;

  keep(kept: Kept): void {
    this.kept = kept;
  }

  /** Waits for the death of the module: a panic and a lack of memory end in a trap, too deep a recursion in a RangeError. */
  watch(): void {
    const fatal = (error: unknown) =>
      error instanceof WebAssembly.RuntimeError || (error instanceof RangeError && /stack|memory/i.test(error.message));
    addEventListener("error", (event) => {
      if (fatal(event.error)) this.died();
    });
    addEventListener("unhandledrejection", (event) => {
      if (fatal(event.reason)) this.died();
    });
  }

  couldNotStart(): void {
    if (this.dead) return;
    this.banner("Stepwright could not start. Reload the page; if that does not help, use a current browser.", false);
  }

  private died(): void {
    if (this.dead) return;
    this.dead = true;
    for (const element of document.body.children) element.setAttribute("inert", "");
    // Keys and pastes would only reach what is dead.
    for (const type of ["keydown", "paste", "drop", "beforeunload", "pagehide"]) {
      addEventListener(type, (event) => event.stopImmediatePropagation(), { capture: true });
    }
    const saved = this.save();
    this.banner("Something went wrong inside the page, and it cannot go on. Your workflow is kept.", true, saved);
  }

  /** Stores the newest text. The history fits only the text that it was stored with. */
  private async save(): Promise<void> {
    const { kept, storage } = this;
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

  private banner(text: string, rescued: boolean, saved: Promise<void> = Promise.resolve()): void {
    const banner = document.createElement("div");
    banner.className = "rescue";
    banner.setAttribute("role", "alertdialog");
    banner.setAttribute("aria-label", "The page has stopped");
    const words = document.createElement("p");
    words.textContent = text;
    banner.append(words, button("Reload", () => void saved.then(() => location.reload())));
    if (rescued && this.kept) banner.append(button("Download what I have", () => this.download()));
    document.body.append(banner);
    banner.querySelector("button")?.focus();
  }

  private download(): void {
    if (!this.kept) return;
    const { name, definition } = this.kept;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([definition], { type: "application/json" }));
    const ending = definition.trimStart().startsWith("{") ? "json" : "yaml";
    link.download = `${name.replace(/[^\p{L}\p{N}._-]+/gu, "-") || "workflow"}.asl.${ending}`;
    link.click();
  }
}

function button(label: string, press: () => void): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "button";
  element.textContent = label;
  element.addEventListener("click", press);
  return element;
}
