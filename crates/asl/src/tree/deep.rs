//! Brackets nested too deep are passed over as one piece, so that nothing that walks the tree can overflow the stack.

/// The offset after the bracket that closes the one at `start`; the text's end where none does.
pub(super) fn skip(bytes: &[u8], start: usize) -> usize {
    let mut depth = 0_usize;
    let mut at = start;
    while at < bytes.len() {
        match bytes[at] {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            b'"' => at = string_end(bytes, at),
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

/// The closing quote of the string at `start`, or the last byte of its line.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'"' | b'\n' => return at,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}
