# The versions of the tools that cargo and npm do not pin for us.
# shellcheck shell=bash disable=SC2034

cargo_leptos=0.3.11
cargo_nextest=0.9.143
cargo_llvm_cov=0.9.1
sqlx_cli=0.9.0
schemathesis_version=4.32.5
# The command line tool must be the very version of the library.
wasm_bindgen=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/"/, ""); print $3 }' Cargo.lock)

# sass and Playwright ask for this. Where the system's Node.js is older, npm has this one.
oldest_node=20.19
node_version=22.23.3
node_integrity_x64=sha512-qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==
node_integrity_arm64=sha512-l3DAHZreylo+p9QXDtsOrjG2JXJqVzYXnAGmIQNOUNARcMppTO2cmewVQP+36tjJnSE+dzpMNtgW+c3oiDvXtA==

# Debian's wasm-opt is some years old, and what it makes of today's modules does not start in a browser.
binaryen_version=132.0.0
binaryen_integrity=sha512-4Usg7yEvwO3FMso3Oov6qkOOHSod1IEv+boKkh77kTljM+eNBouqCTbqWswGzbG+vDNO/b/v2C4gfEh1WgB9Lg==

lighthouse_version=13.5.0
