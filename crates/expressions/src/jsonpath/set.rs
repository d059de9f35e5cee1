//! Setting at a path, as ResultPath does.

use std::sync::Arc;

use value::{Object, Value};

use super::PathError;
use super::path::{Compiled, Segment, SegmentKind};

pub(super) fn set(path: &Compiled, target: &Value, new: Value) -> Result<Value, PathError> {
    let mut result = target.clone();
    place(path, &path.segments, &mut result, new).map_err(|reason| PathError::unfit(&path.source, reason))?;
    Ok(result)
}

fn place(path: &Compiled, segments: &[Segment], target: &mut Value, new: Value) -> Result<(), String> {
    let Some((segment, rest)) = segments.split_first() else {
        *target = new;
        return Ok(());
    };
    match (&segment.kind, &mut *target) {
        (SegmentKind::Property(name), Value::Object(object)) => {
            let object = Arc::make_mut(object);
            match object.get_mut(name) {
                Some(member) => place(path, rest, member, new),
                None => {
                    let mut member = Value::from(Object::new());
                    place(path, rest, &mut member, new)?;
                    object.insert(name.clone(), member);
                    Ok(())
                }
            }
        }
        (SegmentKind::Index(index), Value::Array(items)) if usize::try_from(*index).is_ok_and(|index| index <= items.len()) => {
            let items = Arc::make_mut(items);
            let index = *index as usize;
            if index == items.len() {
                items.push(Value::from(Object::new()));
            }
            place(path, rest, &mut items[index], new)
        }
        (kind, target) => Err(match (kind, &*target) {
            (SegmentKind::Property(step), Value::Array(_)) => {
                format!("Unable to apply step \"{step}\" to input {}", target.to_java_json())
            }
            (SegmentKind::Index(step), Value::Array(_) | Value::Object(_)) => {
                format!("Unable to apply step \"{step}\" to input {}", target.to_java_json())
            }
            _ => format!("Unable to apply ReferencePath {} to input {}", path.source, target.to_java_json()),
        }),
    }
}
