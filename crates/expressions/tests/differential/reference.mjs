// Evaluates pairs of expression and data (one JSON text a line) with the reference implementation, and answers each with
// { plain }, or { plain, mended } where the implementation without the defects below answers otherwise.
// An answer is { value } or {} for nothing, { function: true }, or { code, position, message } (`host` instead of a code
// for an error of its host language).
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const require = createRequire(process.argv[2] + "/");
const path = require.resolve("jsonata");

/** What the reference does that the language does not mean; each is a piece of its text and what stands in its place. */
const defects = {
  // Members of arrays and objects are evaluated at the same time, so that chance decides which of several errors is told.
  "members in turn": [
    [/await Promise\.all\(expr\.expressions\s*\.map\(async \(item, idx\) => \{/, "await inTurn(expr.expressions, async (item, idx) => {"],
    [/(return \[item, await evaluate\(item, input, environment\)\]\s*\})\)\);/, "$1);"],
    [/await Promise\.all\(Object\.keys\(groups\)\.map\(async \(key, idx\) => \{/, "await inTurn(Object.keys(groups), async (key, idx) => {"],
    [/(return \[key, await evaluate\(expr\.lhs\[entry\.exprIndex\]\[1\], context, env\)\];\s*\})\)\);/, "$1);"],
  ],
  // An undefined item is put into an empty array of the data that is grouped, which later parts see.
  "grouping leaves its input": [[/input\.push\(undefined\);/, "input = [undefined];"]],
  // A transform changes what its pattern finds outside of the copy, such as the data themselves.
  "transforms change their copy only": [
    [/var match = matches\[ii\];/, "var match = within(result, matches[ii]) ? matches[ii] : apart(matches[ii]);"],
    // A value put into itself has no end, and is an error here.
    [/match\[prop\] = update\[prop\];/, "if (typeof match === 'object' && match !== null && match === matches[ii] && within(update[prop], match)) throw { code: 'U1001' }; $&"],
  ],
  // The service writes whole numbers with all their digits, as users measured.
  "whole numbers keep their digits": [[/Number\(val\.toPrecision\(15\)\)/, "(Number.isInteger(val) && Math.abs(val) < 1e21 ? val : $&)"]],
  // An empty predicate after an index is forgotten.
  "an index keeps arrays": [
    [/step\.index = expr\.rhs\.value;/, "$& if (expr.keepArray) { step.keepArray = true; result.keepSingletonArray = true; }"],
    [/step\.stages\.push\(\{type: 'index'[^;]*;/, "$& if (expr.keepArray) { step.keepArray = true; result.keepSingletonArray = true; }"],
  ],
  // Of several arguments for one parameter the first is passed each time.
  "each argument is passed": [[/(\} else \{\s*)(validatedArgs\.push\(arg\);\s*argIndex\+\+;\s*\}\s*\}\);)/, "$1arg = args[argIndex]; $2"]],
  // A function of the library is passed to another one as it is when the call is in tail position, where it cannot be called.
  "functions are passed on from everywhere": [
    [
      /evaluatedArgs\.push\((await evaluate\(result\.body\.arguments\[ii\], result\.input, result\.environment\))\);/,
      "evaluatedArgs.push(callable($1, (called, params) => apply(called, params, null, environment), getFunctionArity));",
    ],
  ],
};

const helpers = `
const inTurn = async (list, call) => {
  const results = [];
  for (const [index, item] of list.entries()) results.push(await call(item, index));
  return results;
};
const callable = (item, apply, arityOf) =>
  item?._jsonata_function === true ? Object.assign(async (...params) => apply(item, params), { arity: arityOf(item) }) : item;
const within = (whole, part) =>
  whole === part || (typeof whole === "object" && whole !== null && Object.values(whole).some((inner) => within(inner, part)));
const apart = (value) => (Array.isArray(value) ? [...value] : typeof value === "object" && value !== null ? { ...value } : value);
`;

const mended = () => {
  let text = readFileSync(path, "utf8");
  for (const [name, pieces] of Object.entries(defects)) {
    for (const [piece, instead] of pieces) {
      if (text.split(new RegExp(piece, "g")).length < 2) throw new Error(`the reference has no such defect: ${name}, ${piece}`);
      text = text.replace(piece, instead);
    }
  }
  const module = { exports: {} };
  new Function("module", "exports", "require", helpers + text)(module, module.exports, require);
  return module.exports;
};

const implementations = { plain: require("jsonata"), mended: mended() };
const isFunction = (value) => typeof value === "function" || value?._jsonata_function || value?._jsonata_lambda;

const described = (value) => {
  if (value === undefined) return {};
  if (isFunction(value)) return { function: true };
  return { value };
};

const answered = async (jsonata, line) => {
  const { expression, data } = JSON.parse(line);
  let answer;
  try {
    answer = described(await jsonata(expression).evaluate(data));
  } catch (error) {
    const told = { position: error.position ?? null, message: error.message ?? null };
    answer = error.code ? { code: error.code, ...told } : { host: String(error.name ?? ""), ...told };
  }
  const shown = (_, item) => {
    if (typeof item === "number" && !Number.isFinite(item)) return "not finite";
    // Half a character has no place in UTF-8.
    if (typeof item === "string") return item.toWellFormed();
    return isFunction(item) ? "" : item;
  };
  try {
    return JSON.stringify(answer, shown);
  } catch {
    return JSON.stringify({ host: "a cycle", message: null });
  }
};

for await (const line of createInterface({ input: process.stdin })) {
  const plain = await answered(implementations.plain, line);
  const other = await answered(implementations.mended, line);
  console.log(plain === other ? `{"plain":${plain}}` : `{"plain":${plain},"mended":${other}}`);
}
