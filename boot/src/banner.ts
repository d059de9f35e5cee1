// Words at the foot of the page that use nothing of the module.

/** Says that the page cannot go on, and what can be done. */
export function banner(text: string, buttons: HTMLElement[]): void {
  const element = bar("rescue", text, buttons);
  element.setAttribute("role", "alertdialog");
  element.setAttribute("aria-label", "The page has stopped");
  element.querySelector<HTMLElement>("button, a")?.focus();
}

/** A bar with words and buttons, in the page. */
export function bar(look: string, text: string, buttons: HTMLElement[]): HTMLElement {
  const element = document.createElement("div");
  element.className = look;
  const words = document.createElement("p");
  words.textContent = text;
  element.append(words, ...buttons);
  document.body.append(element);
  return element;
}

export function button(label: string, press: () => void): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "button";
  element.textContent = label;
  element.addEventListener("click", press);
  return element;
}
