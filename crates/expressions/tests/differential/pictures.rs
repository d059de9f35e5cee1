//! Random calls of the functions that follow pictures.

use super::data::Chance;

/// A random call of the functions that follow pictures; without exponents, which the reference misplaces after a prefix and
/// which never end for numbers below one.
pub fn call(chance: &mut Chance) -> String {
    const NUMBERS: [&str; 16] =
        ["0", "1", "-1", "7", "12", "19", "21", "42", "100", "101", "999", "1234.5678", "-0.005", "0.14", "123456789", "1000000"];
    const INTEGERS: [&str; 22] = [
        "0",
        "1",
        "000",
        "#,##0",
        "#'##0",
        "0,000",
        "###0",
        "0;o",
        "1;o",
        "w",
        "W",
        "Ww",
        "w;o",
        "Ww;o",
        "i",
        "I",
        "a",
        "A",
        "#0,00,000",
        "0_000",
        "#:##0;o",
        "٢٠",
    ];
    const PIECES: [&str; 13] = ["#", "0", "9", ",", ".", "%", "-", "$", "#,##0", "0.00", "##", ";", "‰"];
    const DATES: [&str; 40] = [
        "[Y]",
        "[Y0001]",
        "[Y01]",
        "[Y,2-2]",
        "[YI]",
        "[Yw]",
        "[M]",
        "[M01]",
        "[MNn]",
        "[MN,3-3]",
        "[Mn]",
        "[D]",
        "[D01]",
        "[D1o]",
        "[Dw]",
        "[Dwo]",
        "[d001]",
        "[FNn]",
        "[F0]",
        "[FNn,3-3]",
        "[W01]",
        "[w]",
        "[X0001]",
        "[xNn]",
        "[H01]",
        "[h]",
        "[h#1]",
        "[P]",
        "[PN]",
        "[m01]",
        "[s01]",
        "[f001]",
        "[Z]",
        "[Z01:01]",
        "[Z0101t]",
        "[z]",
        "[E]",
        "-",
        "T",
        " of ",
    ];
    const MILLIS: [&str; 8] =
        ["0", "1510067557121", "1199145600000", "951782399999", "1709209800000", "1104537599000", "4102444800000", "-1"];
    const TIMES: [&str; 11] = [
        "2018",
        "2018-01",
        "2018-02-29",
        "2018-01-01T10:20:30Z",
        "2018-01-01T10:20:30.123+0100",
        "2018-01-01T10:20:30.1-05:30",
        "2018T10:20:30Z",
        "2018-13-01",
        "x",
        "2018-01-01T25:00:00Z",
        "2018-01-01T10:20",
    ];
    let joined = |chance: &mut Chance, pieces: &[&'static str], most: usize| {
        let count = 1 + chance.below(most);
        (0..count).map(|_| chance.pick(pieces)).collect::<Vec<_>>().concat()
    };
    match chance.below(6) {
        0 => format!("$formatInteger({}, \"{}\")", chance.pick(&NUMBERS), chance.pick(&INTEGERS)),
        1 => format!("$formatNumber({}, \"{}\")", chance.pick(&NUMBERS), joined(chance, &PIECES, 5)),
        2 => {
            let zone = chance.pick(&["", ", '+0100'", ", '-0530'", ", '0000'"]);
            format!("$fromMillis({}, \"{}\"{zone})", chance.pick(&MILLIS), joined(chance, &DATES, 4))
        }
        3 => {
            // What was written is read again with the same picture; with a date, as today stands in for a missing one.
            const HOURS: [&str; 10] =
                ["-[H01]", "-[h]", "-[P]", "-[PN]", "-[m01]", "-[s01]", "-[Z]", "-[Z01:01]", "-[Z0101t]", "-[z]"];
            let picture = format!("[Y0001]-[M01]-[D01]{}", joined(chance, &HOURS, 5));
            format!("$toMillis($fromMillis({}, \"{picture}\"), \"{picture}\")", chance.pick(&MILLIS))
        }
        4 => {
            let picture = chance.pick(&INTEGERS);
            format!("$parseInteger($formatInteger({}, \"{picture}\"), \"{picture}\")", chance.pick(&NUMBERS))
        }
        _ => format!("$toMillis('{}')", chance.pick(&TIMES)),
    }
}
