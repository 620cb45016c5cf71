//! A completed course beside the course history that another system has of the same person.

use jiff::civil::Date;

/// A completed course as it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CourseRecord {
    pub name: String,
    pub certificate: String,
    /// Learning hours (JP).
    pub hours: i64,
    pub begins: Date,
    pub ends: Date,
}

/// An entry of the history there. What it does not say is missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RemoteCourse {
    pub id: String,
    pub name: String,
    pub certificate: String,
    pub hours: Option<i64>,
    pub begins: Option<Date>,
    pub ends: Option<Date>,
}

/// What differs between a course and its entry there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Difference {
    Name,
    Certificate,
    Hours,
    Dates,
}

/// What comparing finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// Nothing there is this course.
    New,
    /// It is there, with this id. Empty differences: it says the same.
    There { id: String, differences: Vec<Difference> },
}

/// Looks for a course in the history there: by the number of its certificate, otherwise by its name and both dates, as
/// somebody may have typed it there by hand.
pub fn compare(course: &CourseRecord, history: &[RemoteCourse]) -> Comparison {
    let certificate = plain(&course.certificate);
    let same_certificate = |there: &&RemoteCourse| !certificate.is_empty() && plain(&there.certificate) == certificate;
    let same_course = |there: &&RemoteCourse| {
        plain(&there.name) == plain(&course.name)
            && there.begins == Some(course.begins)
            && there.ends == Some(course.ends)
    };
    let found = history.iter().find(same_certificate).or_else(|| history.iter().find(same_course));
    found.map_or(Comparison::New, |there| Comparison::There {
        id: there.id.clone(),
        differences: differences(course, there),
    })
}

fn differences(course: &CourseRecord, there: &RemoteCourse) -> Vec<Difference> {
    let dates = there.begins == Some(course.begins) && there.ends == Some(course.ends);
    let all = [
        (Difference::Name, plain(&there.name) == plain(&course.name)),
        (Difference::Certificate, plain(&there.certificate) == plain(&course.certificate)),
        (Difference::Hours, there.hours == Some(course.hours)),
        (Difference::Dates, dates),
    ];
    all.into_iter().filter_map(|(difference, same)| (!same).then_some(difference)).collect()
}

/// Without what a system changes on the way: blanks and capitals.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn course() -> CourseRecord {
        CourseRecord {
            name: "Mengenali phishing".into(),
            certificate: "AMP-2026-7KQ2-M9XW".into(),
            hours: 3,
            begins: date(2026, 11, 2),
            ends: date(2026, 11, 9),
        }
    }

    fn there() -> RemoteCourse {
        let CourseRecord { name, certificate, hours, begins, ends } = course();
        let (hours, begins, ends) = (Some(hours), Some(begins), Some(ends));
        RemoteCourse { id: "a1".into(), name, certificate, hours, begins, ends }
    }

    fn found(differences: &[Difference]) -> Comparison {
        Comparison::There { id: "a1".into(), differences: differences.to_vec() }
    }

    #[test]
    fn a_certificate_number_is_enough() {
        assert_eq!(compare(&course(), &[]), Comparison::New);
        assert_eq!(compare(&course(), &[there()]), found(&[]));
        let shouted =
            RemoteCourse { name: " MENGENALI  PHISHING".into(), certificate: "amp-2026-7kq2-m9xw ".into(), ..there() };
        assert_eq!(compare(&course(), &[shouted]), found(&[]));
        let other = RemoteCourse { name: "Lain".into(), hours: None, begins: None, ..there() };
        assert_eq!(compare(&course(), &[other]), found(&[Difference::Name, Difference::Hours, Difference::Dates]));
    }

    #[test]
    fn without_it_name_and_both_dates_are() {
        let by_hand = RemoteCourse { certificate: "12/BKPSDM/2026".into(), ..there() };
        assert_eq!(compare(&course(), std::slice::from_ref(&by_hand)), found(&[Difference::Certificate]));
        let another_year = RemoteCourse { ends: Some(date(2025, 11, 9)), ..by_hand };
        assert_eq!(compare(&course(), &[another_year]), Comparison::New);
    }

    #[test]
    fn the_certificate_counts_more_than_the_name() {
        let namesake = RemoteCourse { id: "b2".into(), certificate: String::new(), ..there() };
        assert_eq!(compare(&course(), &[namesake, there()]), found(&[]));
    }
}
