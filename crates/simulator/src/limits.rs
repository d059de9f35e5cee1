//! The service's quotas, and the bounds that keep a simulation finite.

/// The largest input, output or other payload, in bytes of compact JSON in UTF-8 (256 KiB).
pub const PAYLOAD_BYTES: u32 = 262_144;

/// The most events of a Standard execution's history; the last one is then `ExecutionFailed`.
pub const HISTORY_EVENTS: usize = 25_000;

/// The most events of an Express execution before the simulator gives up; the service itself has no such limit but ends
/// an Express execution after five minutes.
pub const EXPRESS_EVENTS: usize = 1_000_000;

/// How long an Express execution may last, in milliseconds.
pub const EXPRESS_MILLIS: u64 = 5 * 60 * 1000;

/// How long a Standard execution may last, in milliseconds (one year).
pub const STANDARD_MILLIS: u64 = 365 * 24 * 60 * 60 * 1000;

/// How many iterations of an inline Map run at the same time when `MaxConcurrency` sets no limit.
pub const INLINE_CONCURRENCY: usize = 40;

/// How many child executions of a distributed Map run at the same time when `MaxConcurrency` sets no limit.
pub const DISTRIBUTED_CONCURRENCY: usize = 10_000;

/// The most items that an inline or distributed Map is given.
pub const MAP_ITEMS: usize = 10_000_000;

/// The longest `Wait` and the latest `Timestamp`, in seconds from its entry: the service refuses more.
pub const WAIT_SECONDS: f64 = 99_999_999.0;

/// The longest `TimeoutSeconds` and `HeartbeatSeconds`.
pub const TASK_SECONDS: f64 = 99_999_999.0;

/// How deep executions may start each other in a simulation.
pub const NESTED_DEPTH: usize = 8;

/// How many executions the Tasks of one simulation may start in all.
pub const NESTED_EXECUTIONS: usize = 20_000;

/// How deep a payload's JSON may nest: far above real data, low enough for every stack.
pub const PAYLOAD_DEPTH: u32 = 400;

/// The largest variable, and the largest sum of one `Assign`, in bytes of JSON (256 KiB).
pub const VARIABLE_BYTES: u32 = 262_144;

/// The most bytes that all variables of an execution have together (10 MiB).
pub const ALL_VARIABLES_BYTES: u64 = 10 * 1024 * 1024;

/// How many turns may follow each other without an event before the simulator gives up: a Retry that records nothing
/// would go on for as long as its execution may last.
pub const TURNS_WITHOUT_EVENT: u32 = 1_000;

/// The longest error name, in characters.
pub const ERROR_CHARS: usize = 256;

/// The longest cause, in characters.
pub const CAUSE_CHARS: usize = 32_768;
