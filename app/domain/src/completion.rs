//! When a course is complete: every lesson read and every assessment passed.

use crate::score::PerMille;

/// One line of the checklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Requirement {
    Lesson {
        read: bool,
    },
    /// An assessment; practice quizzes are no requirement.
    Assessment {
        pass: PerMille,
        best: Option<PerMille>,
    },
}

impl Requirement {
    pub fn is_met(&self) -> bool {
        match self {
            Self::Lesson { read } => *read,
            Self::Assessment { pass, best } => best.is_some_and(|best| best >= *pass),
        }
    }
}

/// Whether the course is complete. A course that asks nothing never is.
pub fn is_complete(requirements: &[Requirement]) -> bool {
    !requirements.is_empty() && requirements.iter().all(Requirement::is_met)
}

/// How far the learner is.
pub fn progress(requirements: &[Requirement]) -> PerMille {
    let met = requirements.iter().filter(|requirement| requirement.is_met()).count();
    PerMille::ratio(met as u64, requirements.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_requirement_has_to_be_met() {
        let pass = PerMille::new(750);
        let read = Requirement::Lesson { read: true };
        let failed = Requirement::Assessment { pass, best: Some(PerMille::new(749)) };
        let passed = Requirement::Assessment { pass, best: Some(pass) };
        assert!(is_complete(&[read, passed]));
        assert!(!is_complete(&[read, failed]));
        assert!(!is_complete(&[read, Requirement::Assessment { pass, best: None }]));
        assert!(!is_complete(&[]));
        assert_eq!(progress(&[read, failed]).get(), 500);
    }
}
