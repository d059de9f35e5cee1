/** Any value of JSON. */
export type Json = null | boolean | number | string | Json[] | { [member: string]: Json };

/** Loads the WebAssembly module, once: from beside this package's files, or from where it is given. */
export function load(source?: URL | string | BufferSource | WebAssembly.Module | Response): Promise<Stepwright>;

/** What can be done with definitions: a text in JSON or YAML, or an object. */
export interface Stepwright {
  /** What is wrong with a definition, as ValidateStateMachineDefinition answers. */
  check(definition: string | object, options?: CheckOptions): Checked;
  /** Starts a definition in a scenario. Throws an Error with a sentence where it cannot be run. */
  start(definition: string | object, scenario?: Scenario, options?: StartOptions): Execution;
}

export interface CheckOptions {
  type?: WorkflowType;
  /** Tells of matters of taste, too. */
  pedantic?: boolean;
}

export interface StartOptions {
  /** What `${Name}` in the definition stands for. */
  placeholders?: Record<string, Json>;
}

export type WorkflowType = "STANDARD" | "EXPRESS";

export interface Checked {
  result: "OK" | "FAIL";
  diagnostics: Diagnostic[];
  truncated: boolean;
}

export interface Diagnostic {
  severity: "ERROR" | "WARNING";
  code: string;
  message: string;
  /** A JSON pointer into the definition. */
  location: string;
  /** Lines and UTF-16 columns, both from 0. */
  range: { start: Position; end: Position };
  rule: string;
  help?: string;
  fixable: boolean;
}

export interface Position {
  line: number;
  character: number;
}

/** A run to try: as in a scenario file, and Tasks may be answered by functions. */
export interface Scenario {
  name?: string;
  description?: string;
  type?: WorkflowType;
  input?: Json;
  /** Decides every random choice. */
  seed?: number;
  startTime?: string;
  mocks?: Record<string, Mock>;
  /** What sandboxed services hold at the start. */
  services?: { [service: string]: Json };
  /** Other workflows that Tasks may start. */
  workflows?: Record<string, { definition: string | object; type?: WorkflowType; mocks?: Record<string, Mock> }>;
  /** What the run must come to; see `Execution.mismatches`. */
  expect?: { [what: string]: Json };
}

/**
 * How a Task is answered: by a function, always the same, by the number of the call (`"0"`, `"1-2"`, `"3-"`), or by the first case
 * that fits.
 */
export type Mock = MockFunction | Answer | Record<`${number}` | `${number}-${number}` | `${number}-`, Answer> | MockCase[];

/** An answer with what must hold for it. */
export interface MockCase extends Answer {
  /** A JSONata condition over `$states.input` and `$states.context`. */
  When?: string;
  /** Numbers of calls, counted over the whole run: `"0"`, `"1-2"`, `"3-"`. */
  Calls?: number | string;
  /** Iterations of the nearest Map around. */
  Iteration?: number | string;
  /** Attempts of a visit: 0 is the first, 1 the first retry. */
  Attempt?: number | string;
}

export interface Answer {
  Return?: Json;
  Throw?: { Error?: string; Cause?: string };
  /** A JSONata template over `$states.input` and `$states.context`. */
  Evaluate?: Json;
  /** The Task waits for a report: see `Execution.openTasks`. */
  Await?: true;
  /** Virtual seconds, or by chance between limits, mostly near a mode. */
  DelaySeconds?: number | { min?: number; mode?: number; max: number };
  FailureRate?: number;
  Heartbeat?: boolean;
}

/** Gives a Task's result at once; what it throws fails the Task with the error's name and message. */
export type MockFunction = (call: Call) => unknown;

export interface Call {
  state: string;
  resource: string;
  /** What the Task sends: its effective input. */
  input: any;
  /** The context object. */
  context: any;
  /** The token to report back with, for callbacks. */
  token: string | null;
  /** How often this visit was retried before. */
  retries: number;
  /** The number of the call, from 0, counted over the whole run. */
  call: number;
  /** The workflow, if it is another that the simulated one has started. */
  workflow: string | null;
  /** Has the answer take some virtual seconds. */
  delay(seconds: number): void;
}

/** Fails a Task under a name. */
export class TaskError extends Error {
  constructor(error: string, cause?: string);
}

export interface HistoryEvent {
  id: number;
  previousEventId?: number;
  type: string;
  timestamp: string;
  [details: string]: any;
}

export interface OpenTask {
  token: string;
  state: string;
  workflow?: string;
}

/** One run. Time in it is virtual. */
export interface Execution {
  readonly status: "RUNNING" | "WAITING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";
  readonly output: Json | undefined;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  readonly transitions: number;
  readonly virtualSeconds: number;
  /** The states that the workflow's own scope entered, in order. */
  readonly path: string[];
  /** The history so far, as GetExecutionHistory gives it. */
  readonly events: HistoryEvent[];
  /** Tasks that wait for a report. */
  readonly openTasks: OpenTask[];
  /** What one should know, such as that a Task had no mock. */
  readonly notes: string[];
  /** In what the run is not as the scenario expects. */
  readonly mismatches: string[];
  /** Goes on by one turn; the events that it left, none once the run has ended or waits. */
  step(): HistoryEvent[];
  /** Goes on to the end, or until it waits for a report. */
  run(): this;
  /** Lets time pass although somebody could report: what is open runs into its limits. */
  passTime(): this;
  /** SendTaskSuccess. */
  succeed(token: string, output: Json): this;
  /** SendTaskFailure. */
  fail(token: string, error: string, cause?: string): this;
  /** SendTaskHeartbeat. */
  heartbeat(token: string): this;
  /** StopExecution. */
  abort(): this;
  /** Gives its memory back now. */
  free(): void;
}
