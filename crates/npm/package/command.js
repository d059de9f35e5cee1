#!/usr/bin/env node
// The `stepwright` command: the module does the work, this shell has the files and the streams.
import { lstatSync, readdirSync, readFileSync, readSync, statSync, writeFileSync, writeSync } from "node:fs";
import { getSystemErrorMap } from "node:util";
import { initSync, run } from "./command/command.js";

/** Output is handed on in parts of this size. */
const PART = 65536;
let printed = [];
let waiting = 0;

const shell = {
  read: (path) => attempt(() => readFileSync(path)),
  readInput: () => attempt(() => readFileSync(0)),
  readLine,
  kind(path) {
    try {
      const about = statSync(path);
      if (about.isFile()) return "file";
      if (about.isDirectory()) return lstatSync(path).isSymbolicLink() ? "linked folder" : "folder";
    } catch {
      // Nothing is there, or it is no path at all.
    }
    return "nothing";
  },
  names: (folder) => attempt(() => readdirSync(folder)),
  write: (path, contents) => attempt(() => writeFileSync(path, contents)),
  print(text) {
    printed.push(text);
    waiting += text.length;
    if (waiting >= PART) flush();
  },
  complain(text) {
    flush();
    put(2, text);
  },
};

/** A failure is thrown as the sentence that the command says natively, too. */
function attempt(act) {
  try {
    return act();
  } catch (error) {
    const [, message] = getSystemErrorMap().get(error.errno) ?? [];
    if (!message) throw error.message;
    throw `${message[0].toUpperCase()}${message.slice(1)} (os error ${-error.errno})`;
  }
}

function flush() {
  const text = printed.join("");
  printed = [];
  waiting = 0;
  if (text) put(1, text);
}

/** Writes all of a text, also to a pipe that takes no more for a moment. */
function put(stream, text) {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(stream, bytes, at);
    } catch (error) {
      // Whoever reads may stop reading, as `head` does: then there is nobody to tell.
      if (error.code === "EPIPE") process.exit(0);
      if (error.code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

/** One line of the standard input, byte by byte, so that nothing after it is taken. */
function readLine() {
  flush();
  const bytes = [];
  const one = Buffer.alloc(1);
  while (readSync(0, one) === 1) {
    bytes.push(one[0]);
    if (one[0] === 10) break;
  }
  return bytes.length > 0 ? Buffer.from(bytes).toString() : undefined;
}

try {
  initSync({ module: readFileSync(new URL("./command/command_bg.wasm", import.meta.url)) });
  process.exitCode = run(shell, process.argv.slice(2));
  flush();
} catch (error) {
  flush();
  put(2, `error: stepwright itself failed, which is a mistake of its makers: ${error?.stack ?? error}\n`);
  process.exitCode = 3;
}
