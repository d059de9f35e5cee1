//! Draws hand-written and generated graphs as SVG files, to be looked at: `cargo run -p layout --example draw -- FOLDER`.

mod charts;
#[path = "../../tests/geometry/generate.rs"]
mod generate;
mod svg;

use std::path::PathBuf;

fn main() -> std::io::Result<()> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "target/layout-pictures".into()));
    std::fs::create_dir_all(&folder)?;
    for (name, chart) in charts::all() {
        for (suffix, direction) in [("", layout::Direction::Down), ("-right", layout::Direction::Right)] {
            let options = layout::Options { direction, ..layout::Options::default() };
            let path = folder.join(format!("{name}{suffix}.svg"));
            std::fs::write(&path, svg::draw(&chart, &layout::arrange(&chart.graph(), &options)))?;
        }
    }
    println!("{}", folder.display());
    Ok(())
}
