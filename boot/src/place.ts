// Whoever's control goes away, or can no longer be pressed, is left near to where it was: the focus is never lost to the page.

/** What the focus is left on: nothing that is typed into, where the page's keys would become text. */
const CONTROLS = 'button:not([disabled]), a[href], summary, [tabindex="0"]';

/** Watches the page from now on. */
export function keepPlace(): void {
  /** What has the focus, and what is around it, from the inside out. */
  let around: Element[] = [];
  addEventListener("focusin", ({ target }) => {
    around = [];
    for (let at = target as Element | null; at && at !== document.body; at = at.parentElement) around.push(at);
  });
  const isGone = () => around[0] && (!around[0].isConnected || around[0].hasAttribute("disabled"));
  const leaveNear = () => {
    const isLost = [null, document.body].includes(document.activeElement as HTMLElement) && isGone();
    if (!isLost || document.querySelector("dialog[open], .veil")) return;
    for (const element of around.slice(1)) {
      // Beyond a panel nothing is near any more; the diagram is where Escape leads, too.
      if (element.matches(".app, .work, main")) break;
      if (!element.isConnected) continue;
      const inside = [...element.querySelectorAll(CONTROLS)];
      const near = [element].filter((element) => element.hasAttribute("tabindex")).concat(inside).find(canHaveFocus);
      if (near) return give(near);
    }
    give(document.querySelector(".canvas"));
  };
  const observer = new MutationObserver(() => {
    // By then those who know better where it belongs have put it there, and what is disabled has lost it.
    if (isGone()) requestAnimationFrame(() => setTimeout(leaveNear));
  });
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ["disabled"] });
}

function canHaveFocus(element: Element): boolean {
  return element.isConnected && !element.hasAttribute("disabled") && element.getClientRects().length > 0;
}

function give(element: Element | null): void {
  (element as HTMLElement | null)?.focus({ preventScroll: true });
}
