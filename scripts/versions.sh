# The versions of the tools that cargo and npm do not pin for us.
# shellcheck shell=bash disable=SC2034

cargo_leptos=0.3.11
cargo_nextest=0.9.143
sqlx_cli=0.9.0
schemathesis_version=4.32.5
# The command line tool must be the very version of the library.
wasm_bindgen=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/"/, ""); print $3 }' Cargo.lock)

# sass and Playwright ask for this. Where the system's Node.js is older, npm has this one.
oldest_node=20.19
node_version=22.23.3
node_integrity_x64=sha512-qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==
node_integrity_arm64=sha512-l3DAHZreylo+p9QXDtsOrjG2JXJqVzYXnAGmIQNOUNARcMppTO2cmewVQP+36tjJnSE+dzpMNtgW+c3oiDvXtA==

lighthouse_version=13.5.0
