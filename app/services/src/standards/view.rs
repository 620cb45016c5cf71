//! What the pages of standards show, and what their forms bring.

use domain::id::RecordId;
use domain::level::Level;
use domain::time::Timestamp;
use jiff::civil::Date;

use super::Impact;
use crate::Text;

/// What `/admin/standar` shows.
#[derive(Clone, Debug)]
pub struct StandardsView {
    pub rows: Vec<StandardRow>,
    pub today: Date,
}

/// A position with its standard.
#[derive(Clone, Debug)]
pub struct StandardRow {
    pub position: String,
    pub title: Text,
    /// Competencies required now.
    pub competencies: usize,
    pub since: Option<Timestamp>,
    /// What it goes by; `None` for what the content ships.
    pub decree: Option<DecreeView>,
}

/// By what right the agency set a standard.
#[derive(Clone, Debug)]
pub struct DecreeView {
    pub source: String,
    pub checked: bool,
    pub from: Timestamp,
}

/// What `/admin/standar/jabatan` shows.
#[derive(Clone, Debug)]
pub struct StandardView {
    pub position: String,
    pub title: Text,
    pub rows: Vec<StandardLevel>,
    pub history: Vec<DecreeView>,
    /// What the content says about its own standards.
    pub shipped_source: String,
    pub today: Date,
}

/// A competency with the level that the position requires, if it does.
#[derive(Clone, Debug)]
pub struct StandardLevel {
    pub competency: String,
    pub title: Text,
    pub level: Option<Level>,
}

/// What was typed about a standard.
#[derive(Clone, Debug, Default)]
pub struct StandardForm {
    pub position: String,
    /// Competency and level; empty where it is not required.
    pub levels: Vec<(String, String)>,
    pub from: String,
    pub source: String,
    pub checked: bool,
}

/// What `/admin/standar/usulan/{draft}` shows.
#[derive(Clone, Debug)]
pub struct StandardDraftView {
    pub id: RecordId,
    pub from: Timestamp,
    pub source: String,
    pub checked: bool,
    /// Position, competency, the level before and after.
    pub changes: Vec<(Text, Text, Option<Level>, Option<Level>)>,
    pub impact: Impact,
    pub expires_at: Timestamp,
}
