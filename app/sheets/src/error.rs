//! Why there is no sheet.

/// None of these is anything a reader could do something about.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the sheet cannot be written as data: {0}")]
    Data(String),
    #[error("the address is too long for a QR code")]
    LongAddress,
    #[error("the sheet cannot be typeset: {0}")]
    Typeset(String),
}
