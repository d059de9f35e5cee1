// The page's side of working without a network: registers the service worker when all else is done, and offers a new version.
import { bar, button } from "./banner";

/** So often an open page asks for a new version. */
const EVERY = 60 * 60_000;

/** Has the page kept for visits without a network. */
export async function prepare(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  try {
    const registration = await navigator.serviceWorker.register(new URL("service-worker.js", document.baseURI), { updateViaCache: "none" });
    // A browser that is told to have none may answer with nothing.
    if (!registration) return;
    watch(registration);
    setInterval(() => void registration.update().catch(() => {}), EVERY);
    const { active } = await navigator.serviceWorker.ready;
    if (active && !isSparing()) fetchRest(registration, active);
  } catch (error) {
    // Storage may be full or forbidden: the page works as before, with a network.
    console.info(error);
  }
}

/** A version that waits is offered, now or when it comes. */
function watch(registration: ServiceWorkerRegistration): void {
  const offer = () => {
    if (registration.active && registration.waiting) offerReload(registration);
  };
  registration.addEventListener("updatefound", () => {
    const fresh = registration.installing;
    fresh?.addEventListener("statechange", () => fresh.state === "installed" && offer());
  });
  offer();
}

function offerReload(registration: ServiceWorkerRegistration): void {
  if (document.querySelector(".new-version")) return;
  const reload = button("Reload", () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    if (registration.waiting) registration.waiting.postMessage("take over");
    else location.reload();
  });
  reload.classList.add("button--primary");
  const later = button("Later", () => element.remove());
  const element = bar("new-version", "A new version is ready.", [reload, later]);
  element.setAttribute("role", "status");
}

/** Has what is not needed at once fetched little by little, while the page has nothing to do. */
function fetchRest(registration: ServiceWorkerRegistration, active: ServiceWorker): void {
  const ask = () => whenIdle(() => active.postMessage("the rest"));
  navigator.serviceWorker.addEventListener("message", ({ data }: MessageEvent<{ left?: number }>) => {
    // A version that is at work could not give way to the new one.
    if (data?.left && !registration.waiting) ask();
  });
  // Messages wait until they are asked for where a listener is added.
  navigator.serviceWorker.startMessages();
  ask();
}

/** Whether the user wishes to spare the connection. */
function isSparing(): boolean {
  return Boolean((navigator as { connection?: { saveData?: boolean } }).connection?.saveData);
}

function whenIdle(then: () => void): void {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(then);
  else setTimeout(then, 2000);
}
