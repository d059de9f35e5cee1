// Large definitions, the same for the same numbers.

/** Numbers that look like chance. */
function chance(seed) {
  let state = seed;
  return (below) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
}

const machine = (first, states) => JSON.stringify({ StartAt: first, States: states }, null, 2);

/** States one after the other. */
export function chain(count) {
  const states = {};
  for (let at = 0; at < count; at++) {
    states[`State number ${at}`] = { Type: "Pass", ...(at + 1 < count ? { Next: `State number ${at + 1}` } : { End: true }) };
  }
  return machine("State number 0", states);
}

/** Choices of so many ways, each to any other. */
export function choices(count, ways) {
  const random = chance(count);
  const states = {};
  for (let at = 0; at < count; at++) {
    const rule = (value) => ({ Variable: "$.value", NumericEquals: value, Next: `Choice ${random(count)}` });
    const last = at + 1 < count ? `Choice ${at + 1}` : "Done";
    states[`Choice ${at}`] = { Type: "Choice", Choices: Array.from({ length: ways - 1 }, (_, value) => rule(value)), Default: last };
  }
  states.Done = { Type: "Succeed" };
  return machine("Choice 0", states);
}

/** What people write, only more of it: tasks that retry and catch, choices, branches, Maps. */
export function mixed(count) {
  const random = chance(count);
  const states = {};
  for (let at = 0; at < count; at++) {
    const next = at + 1 < count ? { Next: `Step ${at + 1}` } : { End: true };
    const task = { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", Parameters: { FunctionName: `step-${at}`, "Payload.$": "$" } };
    const kind = random(10);
    if (kind < 2 && at + 10 < count) {
      const rule = { Variable: "$.status", StringEquals: "SKIP", Next: `Step ${at + 2 + random(8)}` };
      states[`Step ${at}`] = { Type: "Choice", Choices: [rule], Default: `Step ${at + 1}` };
    } else if (kind === 2) {
      const branch = (name) => ({ StartAt: `${name} ${at}`, States: { [`${name} ${at}`]: { ...task, Next: `${name} ${at} done` }, [`${name} ${at} done`]: { Type: "Succeed" } } });
      states[`Step ${at}`] = { Type: "Parallel", Branches: [branch("Left"), branch("Right")], ...next };
    } else if (kind === 3) {
      const inside = { StartAt: `Each ${at}`, States: { [`Each ${at}`]: { ...task, End: true } } };
      states[`Step ${at}`] = { Type: "Map", ItemsPath: "$.items", ItemProcessor: inside, ...next };
    } else {
      const fails = kind === 4 && { Catch: [{ ErrorEquals: ["States.ALL"], Next: "Report the failure" }] };
      states[`Step ${at}`] = { ...task, Retry: [{ ErrorEquals: ["States.TaskFailed"], MaxAttempts: 3 }], ...fails, ...next };
    }
  }
  states["Report the failure"] = { Type: "Fail", Error: "Failed" };
  return machine("Step 0", states);
}

/** Maps in Maps, so deep. */
export function nested(depth) {
  let inside = { StartAt: "Innermost", States: { Innermost: { Type: "Pass", End: true } } };
  for (let level = depth; level > 0; level--) {
    inside = { StartAt: `Level ${level}`, States: { [`Level ${level}`]: { Type: "Map", ItemProcessor: inside, End: true } } };
  }
  return JSON.stringify(inside, null, 1);
}

/** One state that holds so many bytes of data. */
export function data(bytes) {
  const rows = Array.from({ length: Math.ceil(bytes / 80) }, (_, id) => ({ id, name: `Item number ${id}`, price: id * 3 }));
  return machine("Data", { Data: { Type: "Pass", Result: rows, Next: "Done" }, Done: { Type: "Succeed" } });
}

/** A Parallel of so many branches with so many states each. */
export function branches(count, length) {
  const branch = (_, number) => {
    const states = {};
    for (let at = 0; at < length; at++) {
      states[`Step ${at} of branch ${number}`] = { Type: "Pass", ...(at + 1 < length ? { Next: `Step ${at + 1} of branch ${number}` } : { End: true }) };
    }
    return { StartAt: `Step 0 of branch ${number}`, States: states };
  };
  return machine("All", { All: { Type: "Parallel", Branches: Array.from({ length: count }, branch), End: true } });
}
