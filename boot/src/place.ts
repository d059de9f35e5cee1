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
  const isLost = () => around[0] && [null, document.body].includes(document.activeElement as HTMLElement) && !canHaveFocus(around[0]);
  const leaveNear = () => {
    if (!isLost() || document.querySelector("dialog[open], .veil")) return;
    for (const element of around.slice(1)) {
      if (!element.isConnected) continue;
      const inside = [...element.querySelectorAll(CONTROLS)];
      const near = [element].filter((element) => element.hasAttribute("tabindex")).concat(inside).find(canHaveFocus);
      if (near) return (near as HTMLElement).focus();
    }
  };
  const observer = new MutationObserver(() => {
    // Those who know better where it belongs have put it there by then.
    if (isLost()) requestAnimationFrame(() => setTimeout(leaveNear));
  });
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ["disabled", "hidden"] });
}

function canHaveFocus(element: Element): boolean {
  return element.isConnected && !element.hasAttribute("disabled") && element.getClientRects().length > 0;
}
