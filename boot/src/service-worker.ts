// Keeps one version of the page for visits without a network. Names carry content hashes, so that what is kept under a name is
// right for ever; only the pages themselves and what lies in `snippets/` have fixed names. A new version waits until it is wished for, or nobody looks at the old one.

/** What the build writes in front of this script. */
interface Version {
  /** Changes with every file. */
  version: string;
  /** What the page needs to work. */
  files: string[];
  /** The data of AWS's APIs, kept as it is fetched or when there is time. */
  rest: string[];
}
declare const VERSION: Version;

/** The part of a service worker's scope that is used here: the library of the page's types has none of it. */
interface Worker {
  registration: { scope: string };
  clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", hear: (event: Lasting) => void): void;
  addEventListener(type: "message", hear: (event: Lasting & { data: unknown; source: { postMessage(answer: unknown): void } | null }) => void): void;
  addEventListener(type: "fetch", hear: (event: Lasting & { request: Request; respondWith(answer: Promise<Response>): void }) => void): void;
}
interface Lasting {
  waitUntil(done: Promise<unknown>): void;
}

const worker = self as unknown as Worker;
/** So many files of the rest are fetched before the page is asked again whether it is idle. */
const AT_ONCE = 12;

/** The folder of the page; other pages of the same origin may keep theirs. */
const SCOPE = worker.registration.scope;
const OWN = `stepwright ${SCOPE} `;
const NAME = OWN + VERSION.version;
const known = new Set([...VERSION.files, ...VERSION.rest]);

/** The pages by the names that they are asked for; a host may know `index.html` only as the folder itself. */
const PAGES = new Map([["", "index.html"], ["index.html", "index.html"], ["player.html", "player.html"], ["player", "player.html"]]);

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(activate()));
worker.addEventListener("message", (event) => {
  if (event.data === "take over") void worker.skipWaiting();
  if (event.data === "the rest") event.waitUntil(fetchRest().then((left) => event.source?.postMessage({ left })));
});
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(SCOPE)) return;
  const name = nameOf(request.url);
  const shown = request.mode === "navigate" ? PAGES.get(name) : undefined;
  if (shown) event.respondWith(page(shown, request));
  else if (name !== "service-worker.js") event.respondWith(file(name, request));
});

/** Fetches all that is needed; without all of it the version is none. */
async function install(): Promise<void> {
  const cache = await caches.open(NAME);
  // A few at a time: whoever looks at the page comes first.
  const waiting = [...VERSION.files];
  const fetchAll = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) await put(cache, name);
  };
  await Promise.all([fetchAll(), fetchAll(), fetchAll()]);
}

async function put(cache: Cache, name: string): Promise<void> {
  const isPage = name.endsWith(".html");
  const isFixed = isPage || name.startsWith("snippets/");
  const address = SCOPE + (name === "index.html" ? "" : name);
  const before = isFixed ? undefined : await kept(name);
  const answer = before ?? (await fetch(new Request(address, { cache: isFixed ? "reload" : "default", credentials: "same-origin" })));
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  // A page of another version would name other files: the host is about to change, and the next visit tries again.
  if (isPage && !(await mentions(answer.clone(), VERSION.files))) throw new Error(`${name} is of another version`);
  // What came by a redirect may not answer a navigation.
  await cache.put(SCOPE + name, new Response(answer.body, { status: answer.status, headers: answer.headers }));
}

/** Whether a page names nothing but files of this version. */
async function mentions(answer: Response, files: string[]): Promise<boolean> {
  const named = (await answer.text()).matchAll(/(?:href|data-\w+)="\.\/([^"]+[^"/])"/g);
  return [...named].every(([, name]) => files.includes(name!) || VERSION.rest.includes(name!));
}

/** The version before stays for pages that still run it; older ones go. */
async function activate(): Promise<void> {
  const own = (await caches.keys()).filter((name) => name.startsWith(OWN));
  await Promise.all(own.slice(0, Math.max(own.indexOf(NAME) - 1, 0)).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/** Fetches a few files of the rest; how many are left. What lasts long would hold up a new version that is wished for. */
async function fetchRest(): Promise<number> {
  const cache = await caches.open(NAME);
  const there = new Set((await cache.keys()).map(({ url }) => nameOf(url)));
  const missing = VERSION.rest.filter((name) => !there.has(name));
  try {
    for (const name of missing.slice(0, AT_ONCE)) await put(cache, name);
  } catch {
    // What cannot be had now is tried again at the next visit.
    return 0;
  }
  return Math.max(missing.length - AT_ONCE, 0);
}

/** A page as this version has it. */
async function page(name: string, request: Request): Promise<Response> {
  const cache = await caches.open(NAME);
  return (await cache.match(SCOPE + name)) ?? fetch(request);
}

/** A file, also of the version before; what is fetched and belongs to this one is kept. */
async function file(name: string, request: Request): Promise<Response> {
  const there = await kept(name);
  if (there) return there;
  const answer = await fetch(request);
  if (answer.ok && known.has(name)) await (await caches.open(NAME)).put(SCOPE + name, answer.clone());
  return answer;
}

async function kept(name: string): Promise<Response | undefined> {
  const others = (await caches.keys()).filter((cache) => cache.startsWith(OWN) && cache !== NAME);
  for (const cache of [NAME, ...others]) {
    const there = await (await caches.open(cache)).match(SCOPE + name, { ignoreVary: true });
    if (there) return there;
  }
  return undefined;
}

/** The part of an address behind the page's folder, without query and fragment. */
function nameOf(url: string): string {
  return decodeURI(new URL(url).pathname.slice(new URL(SCOPE).pathname.length));
}
