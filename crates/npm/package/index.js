// Stepwright for JavaScript: `load` the module once, then check definitions, and start and step them in scenarios.
import init, { check as checkText, Execution as Machine } from "./library/library.js";

/** An error that a mock throws to fail its Task under a name. */
export class TaskError extends Error {
  constructor(error, cause = "") {
    super(cause);
    this.name = error;
  }
}

/** One run of a definition in a scenario. */
class Execution {
  #machine;
  #summary;
  #events = [];

  constructor(machine) {
    this.#machine = machine;
  }

  /** Goes on by one turn; the events that it left, none once the run has ended or waits. */
  step() {
    const before = this.events.length;
    this.#moved(() => this.#machine.step());
    return this.events.slice(before);
  }

  /** Goes on to the end, or until it waits for a report. */
  run() {
    return this.#moved(() => this.#machine.run());
  }

  /** Lets time pass although somebody could report: what is open runs into its limits. */
  passTime() {
    return this.#moved(() => this.#machine.passTime());
  }

  succeed(token, output) {
    return this.#moved(() => this.#machine.succeed(token, json(output, "the output")));
  }

  fail(token, error, cause = "") {
    return this.#moved(() => this.#machine.fail(token, error, cause));
  }

  heartbeat(token) {
    return this.#moved(() => this.#machine.heartbeat(token));
  }

  abort() {
    return this.#moved(() => this.#machine.abort());
  }

  get status() {
    return this.#told.status;
  }
  get output() {
    return this.#told.output;
  }
  get error() {
    return this.#told.error;
  }
  get cause() {
    return this.#told.cause;
  }
  get transitions() {
    return this.#told.transitions;
  }
  get virtualSeconds() {
    return this.#told.virtualSeconds;
  }
  get path() {
    return this.#told.path;
  }
  get openTasks() {
    return this.#told.openTasks;
  }
  get notes() {
    return this.#told.notes;
  }

  /** The history so far, with the service's names and fields. */
  get events() {
    // What is recorded stays: only new events cross over.
    this.#events.push(...JSON.parse(this.#machine.eventsFrom(this.#events.length)));
    return this.#events;
  }

  /** In what the run is not as the scenario expects. */
  get mismatches() {
    return JSON.parse(this.#machine.mismatches());
  }

  /** Gives its memory back now, instead of when the garbage collector finds it. */
  free() {
    this.#machine.free();
  }

  get #told() {
    this.#summary ??= JSON.parse(this.#machine.summary());
    return this.#summary;
  }

  #moved(move) {
    this.#summary = undefined;
    move();
    return this;
  }
}

const stepwright = {
  check(definition, { type = "STANDARD", pedantic = false } = {}) {
    return JSON.parse(checkText(written(definition), type, pedantic));
  },
  start(definition, scenario = {}, { placeholders = {} } = {}) {
    const { plain, functions } = separate(scenario);
    const answered = [...functions.keys()].map((key) => JSON.parse(key));
    const settings = json({ placeholders, answered }, "the settings");
    const answer = (text) => JSON.stringify(answerOf(JSON.parse(text), functions));
    return new Execution(new Machine(written(definition), json(plain, "the scenario"), settings, answer));
  },
};

let loading;

/** Loads the WebAssembly module, once: from beside this file, or from an address, bytes or a module that is given. */
export function load(source) {
  loading ??= init(source === undefined ? undefined : { module_or_path: source }).then(
    () => stepwright,
    (error) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

/** A definition's text; an object is written as JSON. */
function written(definition) {
  return typeof definition === "string" ? definition : json(definition, "the definition");
}

function json(value, what) {
  const text = JSON.stringify(value === undefined ? null : value);
  if (text === undefined) throw new TypeError(`${what} cannot be written as JSON`);
  return text;
}

/** A scenario without its functions, and those by workflow and state. */
function separate(scenario) {
  const functions = new Map();
  const split = (workflow, mocks) => {
    const plain = {};
    for (const [state, mock] of Object.entries(mocks ?? {})) {
      if (typeof mock === "function") functions.set(JSON.stringify([workflow, state]), mock);
      else plain[state] = mock;
    }
    return plain;
  };
  const plain = { ...scenario, mocks: split("", scenario.mocks) };
  if (scenario.workflows) {
    const workflow = ([name, other]) => [name, { ...other, mocks: split(name, other.mocks) }];
    plain.workflows = Object.fromEntries(Object.entries(scenario.workflows).map(workflow));
  }
  return { plain, functions };
}

/** What a function says to a call, as a scenario writes an answer. */
function answerOf(call, functions) {
  const mock = functions.get(JSON.stringify([call.workflow ?? "", call.state]));
  let seconds = 0;
  const delay = (more) => {
    seconds = more;
  };
  let answer;
  try {
    const result = mock({ ...call, delay });
    if (typeof result?.then === "function") {
      throw new TaskError("MockFailed", `The mock of \`${call.state}\` gave a promise: mocks are synchronous.`);
    }
    answer = { Return: result === undefined ? null : result };
    JSON.stringify(answer);
  } catch (error) {
    answer = { Throw: { Error: String(error?.name ?? "Error"), Cause: String(error?.message ?? error) } };
  }
  return { ...answer, DelaySeconds: seconds };
}
