//! The professionalism index (IP ASN): what each part brings, what is missing, and what is not known. The figures are in
//! `content/rules/ip-asn.yaml`. Points are tenths: 400 is 40 points of 100.

use serde::{Deserialize, Serialize};

use crate::uncertainty::Measured;

/// What the index is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    Qualification,
    /// Training for a leading or functional post.
    Leadership,
    /// Technical training with enough JP.
    Technical,
    /// A seminar or its equivalent.
    Seminar,
    /// All of competence, where it is not known by which figures it is counted.
    Competence,
    Performance,
    Discipline,
}

impl Part {
    pub const ALL: [Self; 7] = [
        Self::Qualification,
        Self::Leadership,
        Self::Technical,
        Self::Seminar,
        Self::Competence,
        Self::Performance,
        Self::Discipline,
    ];
}

/// The most points of each part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weights {
    pub qualification: u16,
    pub competence: u16,
    pub performance: u16,
    pub discipline: u16,
}

/// How the points of competence are shared out for a kind of post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CompetenceWeights {
    pub leadership: u16,
    pub technical: u16,
    pub seminar: u16,
    /// The least JP of technical training.
    pub technical_min_jp: u16,
}

/// What is known of a person for a year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known {
    pub qualification: Option<u16>,
    pub leadership: Option<bool>,
    pub performance: Option<u16>,
    pub discipline: Option<u16>,
    pub technical_jp: u16,
    pub seminar_jp: u16,
}

/// One part with what it brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartPoints {
    pub part: Part,
    pub most: u16,
    /// `None`: it cannot be said yet. Never nought in silence.
    pub points: Option<u16>,
    /// JP that are missing for the points of this part.
    pub missing_jp: u16,
}

/// The index of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    pub parts: Vec<PartPoints>,
}

impl Index {
    /// `competence` is none where the kind of post is not known.
    pub fn of(known: &Known, weights: &Weights, competence: Option<&CompetenceWeights>) -> Self {
        let part = |part, most: u16, points: Option<u16>| PartPoints {
            part,
            most,
            points: points.map(|points| points.min(most)),
            missing_jp: 0,
        };
        let mut parts = vec![part(Part::Qualification, weights.qualification, known.qualification)];
        match competence {
            None => parts.push(part(Part::Competence, weights.competence, None)),
            Some(by) => {
                let leadership = known.leadership.map(|done| if done { by.leadership } else { 0 });
                parts.push(part(Part::Leadership, by.leadership, leadership));
                for (name, most, jp, least) in [
                    (Part::Technical, by.technical, known.technical_jp, by.technical_min_jp),
                    (Part::Seminar, by.seminar, known.seminar_jp, 1),
                ] {
                    let missing_jp = least.saturating_sub(jp);
                    let points = if missing_jp == 0 { most } else { 0 };
                    parts.push(PartPoints { missing_jp, ..part(name, most, Some(points)) });
                }
            }
        }
        parts.push(part(Part::Performance, weights.performance, known.performance));
        parts.push(part(Part::Discipline, weights.discipline, known.discipline));
        parts.retain(|part| part.most > 0);
        Self { parts }
    }

    /// The points that are certain.
    pub fn reached(&self) -> u16 {
        self.parts.iter().filter_map(|part| part.points).sum()
    }

    /// The points that cannot be said yet.
    pub fn open(&self) -> u16 {
        self.parts.iter().filter(|part| part.points.is_none()).map(|part| part.most).sum()
    }

    /// Somewhere between what is certain and what is possible.
    pub fn measured(&self) -> Measured {
        Measured::between(self.reached(), self.reached() + self.open())
    }

    pub fn part(&self, part: Part) -> Option<&PartPoints> {
        self.parts.iter().find(|found| found.part == part)
    }
}

/// What something that brings JP does to a part that has too few.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What of its JP counts under the cap of the year.
    pub jp: u16,
    /// The points that it brings: those of the part, or none yet.
    pub points: u16,
    /// JP that are missing afterwards.
    pub left: u16,
}

/// `room` is what the cap of the year leaves, where there is one.
pub fn offer(part: &PartPoints, jp: u16, room: Option<u16>) -> Offer {
    let jp = room.map_or(jp, |room| jp.min(room));
    let left = part.missing_jp.saturating_sub(jp);
    let points = if part.missing_jp > 0 && left == 0 { part.most } else { 0 };
    Offer { jp, points, left }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const WEIGHTS: Weights = Weights { qualification: 250, competence: 400, performance: 300, discipline: 50 };
    const STRUCTURAL: CompetenceWeights =
        CompetenceWeights { leadership: 150, technical: 150, seminar: 100, technical_min_jp: 20 };
    const PELAKSANA: CompetenceWeights =
        CompetenceWeights { leadership: 0, technical: 225, seminar: 175, technical_min_jp: 20 };

    #[test]
    fn everything_makes_a_hundred() {
        let known = Known {
            qualification: Some(250),
            leadership: Some(true),
            performance: Some(300),
            discipline: Some(50),
            technical_jp: 20,
            seminar_jp: 4,
        };
        for competence in [STRUCTURAL, PELAKSANA] {
            let index = Index::of(&known, &WEIGHTS, Some(&competence));
            assert_eq!((index.reached(), index.open()), (1000, 0));
            assert_eq!(index.measured(), Measured::exact(1000));
        }
    }

    #[test]
    fn what_is_not_known_is_open_and_never_nought() {
        let index = Index::of(&Known::default(), &WEIGHTS, Some(&STRUCTURAL));
        assert_eq!((index.reached(), index.open()), (0, 750));
        assert_eq!(index.part(Part::Leadership).unwrap().points, None);
        assert_eq!(index.part(Part::Technical).unwrap().points, Some(0), "the ledger knows: 20 JP are missing");
        let no = Known { leadership: Some(false), ..Known::default() };
        assert_eq!(Index::of(&no, &WEIGHTS, Some(&STRUCTURAL)).open(), 600);
        let without_post = Index::of(&Known { technical_jp: 40, ..no }, &WEIGHTS, None);
        assert_eq!((without_post.reached(), without_post.open()), (0, 1000));
        assert!(Index::of(&no, &WEIGHTS, Some(&PELAKSANA)).part(Part::Leadership).is_none(), "brings nothing there");
    }

    #[test]
    fn a_course_says_what_it_brings() {
        let index = Index::of(&Known { technical_jp: 14, ..Known::default() }, &WEIGHTS, Some(&STRUCTURAL));
        let part = index.part(Part::Technical).unwrap();
        assert_eq!(part.missing_jp, 6);
        assert_eq!(offer(part, 6, None), Offer { jp: 6, points: 150, left: 0 });
        assert_eq!(offer(part, 5, None), Offer { jp: 5, points: 0, left: 1 });
        assert_eq!(offer(part, 6, Some(4)), Offer { jp: 4, points: 0, left: 2 }, "a cap cuts it");
        let done = PartPoints { missing_jp: 0, ..*part };
        assert_eq!(offer(&done, 6, None).points, 0, "twice brings nothing");
    }

    proptest! {
        /// More JP and more facts never take points away, and the index stays between nought and a hundred.
        #[test]
        fn knowing_more_narrows_it_down(
            qualification in prop::option::of(0u16..400), leadership: Option<bool>,
            performance in prop::option::of(0u16..400), technical_jp in 0u16..40, seminar_jp in 0u16..8,
        ) {
            let known =
                Known { qualification, leadership, performance, discipline: None, technical_jp, seminar_jp };
            let before = Index::of(&known, &WEIGHTS, Some(&STRUCTURAL));
            let after = Index::of(&Known { discipline: Some(30), ..known }, &WEIGHTS, Some(&STRUCTURAL));
            prop_assert!(before.reached() <= after.reached());
            prop_assert!(after.reached() + after.open() <= before.reached() + before.open());
            prop_assert!(before.reached() + before.open() <= 1000);
            let more = Known { technical_jp: technical_jp + 1, ..known };
            prop_assert!(Index::of(&more, &WEIGHTS, Some(&STRUCTURAL)).reached() >= before.reached());
        }
    }
}
