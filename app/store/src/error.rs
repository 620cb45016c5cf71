//! What can go wrong between Ampera and its database.

/// An error of the store.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address names neither SQLite nor PostgreSQL.
    #[error("a database address begins with sqlite: or postgres:, not `{0}`")]
    UnknownAddress(String),
    /// A row holds what this program never writes.
    #[error("the database holds an unreadable value: {0}")]
    Corrupt(String),
    /// The schema could not be brought up to date.
    #[error("the database could not be migrated: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// A backup or restore that this database or file does not allow.
    #[error("{0}")]
    Backup(String),
    /// The program is stopping, or the work ended in a bug.
    #[error("the write was given up")]
    Abandoned,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

impl Error {
    /// A unique constraint refused the row: it is there already.
    pub fn is_duplicate(&self) -> bool {
        matches!(self, Self::Database(sqlx::Error::Database(error)) if error.is_unique_violation())
    }
}
