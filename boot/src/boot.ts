// Starts the app: index.html's only script. The addresses, with their content hashes, are in its data attributes.
// Storage is read while the module is on its way; whatever dies later, the text is kept here, outside of it.
import { Rescue } from "./rescue";
import type { Linked } from "./share";
import { find, Storage } from "./storage";
import { Tabs } from "./tabs";

interface Module {
  default(options: { module_or_path: URL }): Promise<unknown>;
}

const { js, wasm, style, share, editor, after } = document.getElementById("boot")!.dataset;
const address = (path: string) => new URL(path, document.baseURI);

/** What makes and reads links, loaded when there is one. */
const links = () => import(address(share!).href) as Promise<typeof import("./share")>;
const isShared = () => location.hash.startsWith("#share=");
/** What is wanted only after the first paint, or when it does not come to that. */
const later = () => import(address(after!).href) as Promise<typeof import("./after")>;

/** The player is made to be shown inside of other pages; it keeps nothing and reads nothing that is kept. */
const isPlayer = "player" in document.documentElement.dataset;

const rescue = new Rescue(later);
// A policy in the page cannot forbid to frame it, and not every host sends headers: the editor does not begin inside of another page.
if (self !== top && !isPlayer) void later().then((module) => module.refuse());
else await begin();

async function begin(): Promise<void> {
  rescue.watch();
  // What panels wear is on its way beside the module; the first paint does not wait for it.
  document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: address(style!).href }));
  try {
    // The downloads begin now; the module is started when the storage is read.
    const app = import(address(js!).href) as Promise<Module>;
    app.catch(() => {});
    const [found, linked] = await Promise.all([find(isPlayer), isShared() ? links().then((module) => module.decode(location.hash)) : undefined]);
    // A link that is put into the address of an open page is opened like any other.
    addEventListener("hashchange", () => isShared() && location.reload());
    const storage = new Storage(found.database, found.failure);
    const tabs = new Tabs();
    rescue.storage = storage;
    Object.assign(globalThis, { stepwright: bridge(storage, tabs, found, linked) });
    await (await app).default({ module_or_path: address(wasm!) });
  } catch (error) {
    console.error(error);
    rescue.couldNotStart();
  }
}

/** What the module calls, as `stepwright.…`. */
function bridge(storage: Storage, tabs: Tabs, found: Awaited<ReturnType<typeof find>>, linked: Linked | undefined) {
  return {
    linkText: () => (linked && "text" in linked ? linked.text : undefined),
    linkedLessons: () => (linked && "lessons" in linked ? linked.lessons : undefined),
    linkFailure: () => (linked && "error" in linked ? linked.error : undefined),
    /** The text editor's bundle. */
    editor: () => import(address(editor!).href),
    painter: async () => (await links()).painter,
    share: async (text: string) => new URL(await (await links()).encode(text), document.baseURI).href,
    /** What came by the link is kept here now, or put away: a reload is not to open it again. */
    unlink: () => {
      if (isShared()) history.replaceState(null, "", location.pathname + location.search);
    },
    frontKey: () => found.front?.key,
    frontText: () => found.front?.text,
    frontVersion: () => found.front?.version ?? 0,
    storageFailure: () => found.failure,
    session: () => found.session,
    put: async (key: string, name: string, states: number, text: string, version: number, touched: boolean) => {
      const stored = await storage.put({ key, name, states, touched }, text, version);
      tabs.say({ changed: key, version: stored });
      return stored;
    },
    get: (key: string) => storage.get(key),
    remove: async (key: string) => {
      await storage.remove(key);
      tabs.say({ changed: key, version: 0 });
    },
    list: () => storage.list(),
    revisions: (key: string) => storage.revisions(key),
    journal: (key: string, name: string, states: number, text: string, version: number, touched: boolean) =>
      storage.journal({ key, name, states, touched }, text, version),
    front: (key: string) => {
      storage.front(key);
      tabs.hold(key);
    },
    release: (key: string) => tabs.release(key),
    takeOver: (key: string) => tabs.takeOver(key),
    /** Called once, when all of the page is there. */
    listen: (tell: (kind: string, key: string, value: number) => void, flush: () => void) => {
      tabs.listen(tell, flush);
      void later().then((module) => module.settle());
    },
    keep: (key: string, name: string, definition: string) => rescue.keep({ key, name, definition }),
  };
}
