//! Certificates and their public verification.

use domain::level::Level;
use domain::time::Timestamp;

use crate::Text;

/// What `/sertifikat/{number}` shows.
#[derive(Clone, Debug)]
pub struct CertificateView {
    pub number: String,
    pub name: String,
    pub course: String,
    pub course_title: String,
    pub course_version: String,
    pub jp: u32,
    pub competencies: Vec<(Text, Level)>,
    pub issued_at: Timestamp,
}

/// What `/verifikasi/{number}` shows to anybody: no personal number.
#[derive(Clone, Debug)]
pub struct Verification {
    /// As it was asked for.
    pub number: String,
    /// `None` where there is no such certificate.
    pub certificate: Option<CertificateView>,
}
