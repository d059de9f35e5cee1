// What the browser keeps: a record for each workflow in IndexedDB, with earlier versions. A record is replaced only by what
// continues it: who is behind is told so, and nothing is overwritten.
import { type DBSchema, type IDBPDatabase, openDB } from "idb";

/** What is said of a workflow in the list. */
export interface Entry {
  key: string;
  name: string;
  /** How many states it has. */
  states: number;
  /** Whether it is more than an example that was opened. */
  touched: boolean;
}

/** The same as it is kept. */
export interface KeptEntry extends Entry {
  /** Milliseconds since 1970. */
  edited: number;
  bytes: number;
  version: number;
}

/** A text as it was once. */
export interface Revision {
  key: string;
  at: number;
  text: string;
}

interface Schema extends DBSchema {
  entries: { key: string; value: KeptEntry };
  texts: { key: string; value: { key: string; text: string } };
  revisions: { key: [string, number]; value: Revision };
}

type Database = IDBPDatabase<Schema>;

const NAME = "stepwright";
/** Where the key of the workflow that was in front last is kept. */
const FRONT = "stepwright.front";
/** Where earlier versions of the page kept their only workflow. */
const FORMER = "stepwright.project";
/** What was not stored yet when the page went away. */
const JOURNAL = "stepwright.journal";
/** So long after the last revision the next one is kept. */
const BETWEEN_REVISIONS = 5 * 60_000;

/** Thrown when a record has been changed elsewhere meanwhile. */
export class Conflict extends Error {
  readonly conflict = true;
}

export interface Found {
  database: Database | undefined;
  front: { key: string; text: string; version: number } | undefined;
  /** Why nothing can be kept. */
  failure: string | undefined;
  /** A word that no other page has. */
  session: string;
}

/** Opens the storage and reads what is to be shown first; a page that keeps nothing does neither. */
export async function find(keepsNothing = false): Promise<Found> {
  const session = Date.now().toString(36) + crypto.getRandomValues(new Uint32Array(1))[0]!.toString(36);
  let database: Database | undefined;
  if (keepsNothing) return { database, front: undefined, failure: undefined, session };
  try {
    database = await open();
    const storage = new Storage(database, undefined);
    await storage.takeOverJournal();
    await storage.takeOverFormer(session);
    // What this tab had in front; a new tab begins with what was in front last anywhere.
    const key = readOfTab(FRONT) ?? read(FRONT);
    const kept = key === null ? undefined : await storage.get(key);
    return { database, front: kept && { key: key!, ...kept }, failure: undefined, session };
  } catch (error) {
    console.info(error);
    return { database, front: former(), failure: database ? sentence(error) : BLOCKED, session };
  }
}

const BLOCKED = "This browser does not let the page keep anything; use File › Download definition to keep your work";
const FULL = "The browser's storage is full; use File › Download definition to keep your work, or delete workflows you no longer need";

function open(): Promise<Database> {
  return openDB<Schema>(NAME, 1, {
    upgrade(database) {
      database.createObjectStore("entries", { keyPath: "key" });
      database.createObjectStore("texts", { keyPath: "key" });
      database.createObjectStore("revisions", { keyPath: ["key", "at"] });
    },
    // A newer page wants another layout: this one goes on without storage rather than hold it up.
    blocking: (_current, _wanted, event) => (event.target as IDBDatabase).close(),
  });
}

/** What went wrong, as a sentence for people. */
export function sentence(error: unknown): string {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "QuotaExceededError") return FULL;
  if (name === "VersionError") return "A newer version of this page has kept workflows here; reload to get it. Until then nothing is kept";
  return `The browser could not keep this (${error instanceof Error ? error.message : String(error)}); use File › Download definition`;
}

export class Storage {
  constructor(
    private readonly database: Database | undefined,
    private readonly failure: string | undefined,
  ) {}

  private opened(): Database {
    if (!this.database) throw new Error(this.failure ?? BLOCKED);
    return this.database;
  }

  /** Keeps a text that continues `version`; the version that it is now. */
  async put(entry: Entry, text: string, version: number): Promise<number> {
    try {
      return await this.write(entry, text, version);
    } catch (error) {
      if (error instanceof Conflict || !this.database) throw error;
      throw new Error(sentence(error));
    }
  }

  private async write(entry: Entry, text: string, version: number): Promise<number> {
    const now = Date.now();
    const change = this.opened().transaction(["entries", "texts", "revisions"], "readwrite");
    const [entries, texts, revisions] = [change.objectStore("entries"), change.objectStore("texts"), change.objectStore("revisions")];
    const there = await entries.get(entry.key);
    if (there && there.version > version) {
      change.abort();
      await change.done.catch(() => {});
      throw new Conflict("changed elsewhere");
    }
    const range = IDBKeyRange.bound([entry.key, 0], [entry.key, Infinity]);
    const last = await revisions.openKeyCursor(range, "prev");
    if (there && (!last || now - (last.key as [string, number])[1] >= BETWEEN_REVISIONS)) {
      const before = await texts.get(entry.key);
      if (before && before.text !== text) {
        await revisions.put({ key: entry.key, at: there.edited, text: before.text });
        const times = ((await revisions.getAllKeys(range)) as [string, number][]).map(([, at]) => at);
        await Promise.all(superfluous(times, now).map((at) => revisions.delete([entry.key, at])));
      }
    }
    const stored = { ...entry, edited: now, bytes: text.length, version: version + 1 };
    await Promise.all([entries.put(stored), texts.put({ key: entry.key, text }), change.done]);
    if (readJournal()?.entry.key === entry.key) localStorage.removeItem(JOURNAL);
    return stored.version;
  }

  /** A record's text with its version. */
  async get(key: string): Promise<{ text: string; version: number } | undefined> {
    const reading = this.opened().transaction(["entries", "texts"]);
    const [entry, text] = await Promise.all([reading.objectStore("entries").get(key), reading.objectStore("texts").get(key)]);
    return text && { text: text.text, version: entry?.version ?? 1 };
  }

  async remove(key: string): Promise<void> {
    const change = this.opened().transaction(["entries", "texts"], "readwrite");
    await Promise.all([change.objectStore("entries").delete(key), change.objectStore("texts").delete(key), change.done]);
  }

  /** What is kept, newest first. */
  async list(): Promise<KeptEntry[]> {
    const entries = await this.opened().getAll("entries");
    return entries.filter((entry) => entry.touched).sort((a, b) => b.edited - a.edited);
  }

  /** Earlier texts of a record, newest first. */
  async revisions(key: string): Promise<Revision[]> {
    const all = await this.opened().getAll("revisions", IDBKeyRange.bound([key, 0], [key, Infinity]));
    return all.reverse();
  }

  /** Remembers which workflow a later visit begins with. */
  front(key: string): void {
    try {
      localStorage.setItem(FRONT, key);
      sessionStorage.setItem(FRONT, key);
    } catch {
      // A later visit begins with another workflow: no loss.
    }
  }

  /** Keeps a text at once, while the page goes away and nothing can be waited for. Whether there was room. */
  journal(entry: Entry, text: string, version: number): boolean {
    try {
      localStorage.setItem(JOURNAL, JSON.stringify({ entry, text, version }));
      return true;
    } catch {
      return false;
    }
  }

  /** Stores what was not stored yet when the last page went away. */
  async takeOverJournal(): Promise<void> {
    const journal = readJournal();
    if (!journal) return;
    try {
      await this.write(journal.entry, journal.text, journal.version);
    } catch (error) {
      // It was stored in time, or another page went on with it.
      if (!(error instanceof Conflict)) throw error;
    }
    localStorage.removeItem(JOURNAL);
  }

  /** Takes over the only workflow that earlier versions of the page kept. */
  async takeOverFormer(session: string): Promise<void> {
    const text = read(FORMER);
    if (text === null) return;
    const key = `${session}-0`;
    let name = "Workflow";
    try {
      name = String(JSON.parse(text).name ?? name);
    } catch {
      // It is kept as it is; the page says that it cannot be read.
    }
    await this.write({ key, name, states: 0, touched: true }, text, 0);
    localStorage.setItem(FRONT, key);
    localStorage.removeItem(FORMER);
  }
}

function read(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function readOfTab(name: string): string | null {
  try {
    return sessionStorage.getItem(name);
  } catch {
    return null;
  }
}

function former(): Found["front"] {
  const text = read(FORMER);
  return text === null ? undefined : { key: "former", text, version: 0 };
}

function readJournal(): { entry: Entry; text: string; version: number } | undefined {
  const text = read(JOURNAL);
  if (text === null) return undefined;
  try {
    const { entry, text: kept, version } = JSON.parse(text);
    return typeof entry.key === "string" && typeof kept === "string" ? { entry, text: kept, version: Number(version) } : undefined;
  } catch {
    return undefined;
  }
}

/** The revisions that go: all are kept for an hour, one an hour for a day, one a day for a month, one a month for ever. */
export function superfluous(times: number[], now: number): number[] {
  const [HOUR, DAY] = [3_600_000, 86_400_000];
  const step = (at: number) => {
    const age = now - at;
    if (age < HOUR) return `${at}`;
    if (age < DAY) return `h${Math.floor(at / HOUR)}`;
    return age < 30 * DAY ? `d${Math.floor(at / DAY)}` : `m${Math.floor(at / (30 * DAY))}`;
  };
  const kept = new Set<string>();
  // The newest of each step stays.
  return [...times].sort((a, b) => b - a).filter((at) => kept.size === kept.add(step(at)).size);
}
