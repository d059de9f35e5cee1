//! The service has changed over the years; an execution behaves as the service did when it started.

/// 2023-11-15: executions can be redriven, and the context object counts it.
const REDRIVE: i64 = 1_700_006_400_000;
/// 2024-11-01: the events after a Map Run point to its start, no longer to its end.
const MAP_RUN_POINTERS: i64 = 1_730_419_200_000;
/// 2025-01-01, some time after the recordings of July 2024: the context object of an Express execution counts no redrives.
const EXPRESS_REDRIVE: i64 = 1_735_689_600_000;

/// 2025-09-01: a Map takes an object as well as an array.
const OBJECT_ITEMS: i64 = 1_756_684_800_000;

/// The behaviour of the service at some time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Service {
    /// Whether the context object has `Execution.RedriveCount`.
    pub counts_redrives: bool,
    /// Whether that of an Express execution has it, too.
    pub counts_express_redrives: bool,
    /// Whether `MapStateExited` points to `MapRunSucceeded`.
    pub map_run_success_advances: bool,
    /// Whether a Map's items may be an object.
    pub maps_objects: bool,
}

impl Service {
    /// The service at a time in milliseconds since 1970-01-01T00:00:00Z.
    pub fn at(millis: i64) -> Self {
        Self {
            counts_redrives: millis >= REDRIVE,
            counts_express_redrives: millis < EXPRESS_REDRIVE,
            map_run_success_advances: millis < MAP_RUN_POINTERS,
            maps_objects: millis >= OBJECT_ITEMS,
        }
    }
}
