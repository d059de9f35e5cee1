// Workflows in links: a record as JSON, compressed (deflate), in base64url, behind `#share=1.` in the address. The fragment
// never reaches a server. Links come from strangers: every step is bounded.

// What is painted leaves the page, too, and loads with this.
export * as painter from "./painter";

/** What an address holds. */
export type Linked = { text: string } | { lessons: string } | { error: string };

const PREFIX = "#share=";
/** The version of the format that this page makes and reads. */
const VERSION = "1";
/** Longer links are not read. */
const MOST_LETTERS = 1_000_000;
/** So many bytes may come of it: a definition of AWS's greatest size with its scenarios. */
const MOST_BYTES = 4 * 1024 * 1024;

/** Whether an address's fragment is a shared workflow. */
export function isShared(fragment: string): boolean {
  return fragment.startsWith(PREFIX);
}

/** The fragment that holds a text. */
export async function encode(text: string): Promise<string> {
  const bytes = await collect(piped(new TextEncoder().encode(text), new CompressionStream("deflate-raw")), Infinity);
  let letters = "";
  // Arguments are limited in number.
  for (let at = 0; at < bytes.length; at += 0x8000) letters += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  const base64 = btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  return `${PREFIX}${VERSION}.${base64}`;
}

/** What a fragment holds; `undefined` where it is no shared workflow. */
export async function decode(fragment: string): Promise<Linked | undefined> {
  if (!isShared(fragment)) return undefined;
  const [version, data] = split(fragment.slice(PREFIX.length));
  if (!/^\d{1,3}$/.test(version)) return { error: "This link is damaged: it does not say its version" };
  if (version !== VERSION) return { error: `This link is of version ${version}, and this page reads ${VERSION}: reload to get the newest page` };
  if (data.length > MOST_LETTERS) return { error: "This link is too long to be read; ask for the file instead" };
  if (data === "" || !/^[\w-]+$/.test(data)) return { error: "This link is damaged: part of it is missing, or was changed on the way" };
  try {
    const letters = atob(data.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    const text = await collect(piped(bytes, new DecompressionStream("deflate-raw")), MOST_BYTES);
    const decoded = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(text);
    return holdsLessons(decoded) ? { lessons: decoded } : { text: decoded };
  } catch (error) {
    if (error instanceof TooLarge) return { error: "This link unpacks to more than 4 MB, and was not opened" };
    return { error: "This link is damaged: part of it is missing, or was changed on the way" };
  }
}

/** Whether a text is lessons rather than a workflow: a workshop has a list of them. */
function holdsLessons(text: string): boolean {
  try {
    return Array.isArray(JSON.parse(text)?.lessons);
  } catch {
    return false;
  }
}

class TooLarge extends Error {}

function split(rest: string): [string, string] {
  const dot = rest.indexOf(".");
  return dot < 0 ? [rest, ""] : [rest.slice(0, dot), rest.slice(dot + 1)];
}

type Through = GenericTransformStream;

function piped(bytes: Uint8Array<ArrayBuffer>, through: Through): ReadableStream<Uint8Array> {
  return new Blob([bytes]).stream().pipeThrough(through as ReadableWritablePair<Uint8Array, Uint8Array<ArrayBuffer>>);
}

/** All that a stream gives, unless it is more than so many bytes. */
async function collect(stream: ReadableStream<Uint8Array>, most: number): Promise<Uint8Array> {
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      await reader.cancel().catch(() => {});
      throw new TooLarge();
    }
    chunks.push(value);
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
