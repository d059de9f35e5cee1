// When the module dies: notices it, and has what was typed last. What is said then is drawn by `after.ts`; nothing here
// uses anything of the module.
import type { Storage } from "./storage";

/** The newest text of the workflow in front. */
export interface Kept {
  key: string;
  name: string;
  definition: string;
}

export class Rescue {
  storage: Storage | undefined;
  kept: Kept | undefined;
  private dead = false;

  constructor(private readonly later: () => Promise<typeof import("./after")>) {}

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
    // Where even that cannot be loaded, the bare words remain.
    this.later().then((module) => module.couldNotStart(), () => document.body.append("Stepwright could not start. Reload the page."));
  }

  private died(): void {
    if (this.dead) return;
    this.dead = true;
    void this.later().then((module) => module.died(this));
  }
}
