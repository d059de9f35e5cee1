//! Lets a release of page and worker be split into what is needed at once and what loads after it: the cfg `split` turns
//! the split points on, and the linker keeps what the splitter must know.

fn main() {
    // Two packages share this script, so no path leads to it from both.
    println!("cargo::rerun-if-env-changed=PROFILE");
    println!("cargo::rustc-check-cfg=cfg(split)");
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|there| there == value);
    if is("PROFILE", "release") && is("CARGO_CFG_TARGET_ARCH", "wasm32") {
        println!("cargo::rustc-cfg=split");
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
