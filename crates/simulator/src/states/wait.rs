//! Wait: lets virtual time pass.

use expressions::time::Timestamp;
use value::Value;

use crate::data::NumberKind;
use crate::execution::{Failure, Phase, Turn, Worked};
use crate::limits;
use crate::program::{Number, TextField, WaitProgram};
use crate::recording::PayloadId;

impl Turn<'_> {
    pub fn wait(&mut self, program: &WaitProgram) -> Result<Worked, Failure> {
        let input = self.input_path()?;
        self.frame_mut().visit.effective = input;
        let now = self.machine.now;
        let until = match program {
            WaitProgram::Seconds(number) => self.seconds(number, input)?,
            WaitProgram::SecondsPath(path) => {
                let value = self.path_value(path, input).map_err(|_| {
                    Failure::runtime(format!("The SecondsPath parameter does not reference an input value: {}", path.source()))
                })?;
                let shown =
                    || format!("{} == {}", path.source(), value.as_str().map_or_else(|| value.to_java_json(), str::to_owned));
                let Some(seconds) = value.as_i64() else {
                    return Err(Failure::runtime(format!(
                        "The SecondsPath parameter cannot be parsed as a long value: {}",
                        shown()
                    )));
                };
                if seconds < 0 {
                    return Err(Failure::runtime(format!("The SecondsPath parameter references a negative value: {}", shown())));
                }
                seconds as f64 * 1000.0
            }
            WaitProgram::Timestamp(field) => self.timestamp(field, input)?,
            WaitProgram::TimestampPath(path) => {
                let value = self.path_value(path, input).map_err(|_| {
                    Failure::runtime(format!("The TimestampPath parameter does not reference an input value: {}", path.source()))
                })?;
                let Some(timestamp) = value.as_str().and_then(Timestamp::parse) else {
                    let shown = value.as_str().map_or_else(|| value.to_java_json(), str::to_owned);
                    return Err(Failure::runtime(format!(
                        "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: {} == {shown}",
                        path.source()
                    )));
                };
                self.until(timestamp)?
            }
        };
        if until > limits::WAIT_SECONDS * 1000.0 {
            return Err(Failure::runtime("Wait state delay is too long."));
        }
        let key = self.key;
        self.frame_mut().phase = Phase::Wait;
        self.machine.renew_ticket(key);
        self.machine.wake_at(key, now + until.max(0.0) as u64);
        Ok(Worked::Waits)
    }

    pub fn wait_over(&mut self) -> Result<Worked, Failure> {
        let input = self.visit().effective;
        self.finish_with_input(input)
    }

    fn seconds(&mut self, number: &Number, input: PayloadId) -> Result<f64, Failure> {
        let seconds = self.number(number, input, NumberKind::Integer)?;
        self.within_range(number, "Seconds", seconds, limits::WAIT_SECONDS)?;
        Ok(seconds * 1000.0)
    }

    fn timestamp(&mut self, field: &TextField, input: PayloadId) -> Result<f64, Failure> {
        let text = self.text(field, input)?;
        let value = text.map_or_else(|other| other, Value::String);
        match (value.as_str().and_then(Timestamp::parse), field) {
            (Some(timestamp), _) => self.until(timestamp),
            (None, _) => {
                let cause = format!(
                    "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: {}",
                    value.as_str().unwrap_or_default()
                );
                let jsonata = matches!(field, TextField::Jsonata(_));
                Err(if jsonata { Failure::evaluation(cause, None) } else { Failure::runtime(cause) })
            }
        }
    }

    /// Milliseconds from now until a moment; none if it is past.
    fn until(&self, timestamp: Timestamp) -> Result<f64, Failure> {
        let from_now = timestamp.millis().saturating_sub(self.millis_at(self.machine.now));
        if from_now as f64 / 1000.0 > LATEST_TIMESTAMP_SECONDS {
            return Err(Failure::runtime("Wait state delay is too long."));
        }
        Ok(from_now.max(0) as f64)
    }
}

/// How far a `Timestamp` may be in the future: as many seconds as a signed 32-bit number holds.
const LATEST_TIMESTAMP_SECONDS: f64 = 2_147_483_647.0;
