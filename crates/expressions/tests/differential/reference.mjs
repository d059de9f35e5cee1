// Evaluates pairs of expression and data (one JSON text a line) with the reference implementation, and answers each with
// { value } or {} for nothing, { function: true }, or { code, position, message } (no code for an error of its host language).
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const jsonata = createRequire(process.argv[2] + "/")("jsonata");

const described = (value) => {
  if (value === undefined) return {};
  if (typeof value === "function" || value?._jsonata_function || value?._jsonata_lambda) return { function: true };
  return { value };
};

for await (const line of createInterface({ input: process.stdin })) {
  const { expression, data } = JSON.parse(line);
  let answer;
  try {
    answer = described(await jsonata(expression).evaluate(data));
  } catch (error) {
    answer = { code: error.code ?? null, position: error.position ?? null, message: error.message ?? null };
  }
  let text;
  try {
    text = JSON.stringify(answer, (_, item) =>
      typeof item === "number" && !Number.isFinite(item) ? "not finite" : item?._jsonata_function || item?._jsonata_lambda || typeof item === "function" ? "" : item);
  } catch {
    text = JSON.stringify({ code: null, message: "cyclic" });
  }
  console.log(text);
}
