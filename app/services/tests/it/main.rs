//! The use cases on real databases, with the shipped courses.

mod access;
mod attempt;
mod city;
mod path;
