//! What the database refuses by itself, whatever the application does: the matrix of who may do
//! what, the catalogue of what every table must have, and the traps that were met on the way.

mod admin;
mod catalogue;
mod cells;
mod functions;
mod lists;
mod matrix;
mod mutations;
mod owner;
mod persona;
mod pgbouncer;
mod plans;
mod pool;
mod reversal;
mod sweep;
mod traps;
mod world;
