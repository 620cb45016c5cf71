//! The commands, one file each: what they take, and what they do.

pub mod admin;
pub mod audit;
pub mod backup;
pub mod content;
pub mod import;
pub mod migrate;
pub mod replay;
pub mod restore;
pub mod seed;
pub mod serve;
