use std::collections::BTreeSet;
use std::sync::Mutex;

pub static EXECUTED: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
