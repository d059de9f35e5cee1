// Compiled, not run: what the package's types must allow, and what they must refuse.
import { load, TaskError, type Execution, type HistoryEvent, type Json, type Scenario } from "stepwright";

const { check, start } = await load();
const codes: string[] = check("{}", { type: "EXPRESS" }).diagnostics.map(({ code }) => code);
const scenario: Scenario = {
  input: { a: [1, null] },
  mocks: {
    A: ({ input, retries, delay }) => {
      delay(retries);
      throw new TaskError("E", String(input.x));
    },
    B: { Return: 1, DelaySeconds: 2 },
    C: { "0": { Throw: { Error: "E" } }, "1-2": { Await: true }, "3-": { Return: null } },
  },
};
const run: Execution = start({ StartAt: "A" }, scenario, { placeholders: { N: 1 } });
const events: HistoryEvent[] = run.step();
const output: Json | undefined = run.run().output;
// @ts-expect-error: a type is one of two
check("{}", { type: "FAST" });
// @ts-expect-error: the status is read only
run.status = "FAILED";
export { codes, events, output };
