//! The life of one evaluation: rated by the head, shared, answered by the person, settled when its cycle closes. The
//! diagram is in `docs/evaluation.md`.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// How a result or a behaviour stands against what was expected. PermenPANRB 6/2022.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rating {
    Above,
    As,
    Below,
}

impl Rating {
    /// From the best on; the place in this list is that in a [`Matrix`].
    pub const ALL: [Self; 3] = [Self::Above, Self::As, Self::Below];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Above => "above",
            Self::As => "as",
            Self::Below => "below",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rating| rating.code() == code)
    }
}

/// What each pair of ratings gives. Rows are the result, columns the behaviour, both in the order of [`Rating::ALL`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix<T>(pub [[T; 3]; 3]);

impl<T> Matrix<T> {
    /// What the two ratings give. Nothing else has a say in it, a competency neither.
    pub fn predicate(&self, result: Rating, behaviour: Rating) -> &T {
        &self.0[result as usize][behaviour as usize]
    }
}

/// Whether the ratings have to be explained.
pub fn needs_words(result: Option<Rating>, behaviour: Option<Rating>) -> bool {
    [result, behaviour].contains(&Some(Rating::Below))
}

/// What follows from an evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FollowUp {
    /// A plan of what to learn or change.
    Plan,
    Award,
    Guidance,
}

impl FollowUp {
    pub const ALL: [Self; 3] = [Self::Plan, Self::Award, Self::Guidance];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Award => "award",
            Self::Guidance => "guidance",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Where an evaluation is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// The head works on it; nobody else sees the ratings.
    Draft,
    /// The person sees it and may acknowledge it or object.
    Shared,
    Acknowledged,
    /// The person has objected; the head has to answer.
    Objected,
    /// The head has answered the objection.
    Answered,
    /// It stands.
    Final,
    /// The cycle closed before it was shared: there is no predicate, and none is made up.
    Unrated,
}

/// Something that is done to an evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The head changes ratings or words.
    Rate,
    /// The head shows it to the person; `rated` tells whether both ratings are there.
    Share {
        rated: bool,
    },
    Acknowledge,
    /// `in_time` tells whether the time to object is still running.
    Object {
        in_time: bool,
    },
    Answer,
    /// The cycle closes, or is closed and the time to object is over.
    Settle {
        in_time: bool,
    },
    /// The cycle was reopened, and the head works on it again.
    TakeUp,
}

/// Why something is not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("the cycle is not open yet")]
    NotOpen,
    #[error("the cycle is closed")]
    Closed,
    #[error("a rating is missing")]
    NotRated,
    #[error("the time to object is over")]
    ObjectionOver,
    /// Another state than the one that was seen, most of the time because somebody was faster.
    #[error("not possible in this state")]
    Moved,
}

impl State {
    pub const ALL: [Self; 7] =
        [Self::Draft, Self::Shared, Self::Acknowledged, Self::Objected, Self::Answered, Self::Final, Self::Unrated];

    /// The state after `step`.
    ///
    /// # Errors
    /// Why the state machine has no such arrow.
    pub fn after(self, step: Step) -> Result<Self, Refused> {
        match (self, step) {
            (Self::Draft, Step::Rate) => Ok(Self::Draft),
            (Self::Draft, Step::Share { rated: true }) => Ok(Self::Shared),
            (Self::Draft, Step::Share { rated: false }) => Err(Refused::NotRated),
            (Self::Shared, Step::Acknowledge) => Ok(Self::Acknowledged),
            (Self::Shared, Step::Object { in_time: true }) => Ok(Self::Objected),
            (Self::Shared, Step::Object { in_time: false }) => Err(Refused::ObjectionOver),
            (Self::Objected, Step::Answer) => Ok(Self::Answered),
            (Self::Draft, Step::Settle { .. }) => Ok(Self::Unrated),
            // Whoever has not answered keeps the whole time to object, also where the cycle closes meanwhile.
            (Self::Shared, Step::Settle { in_time: false })
            | (Self::Acknowledged | Self::Answered, Step::Settle { .. }) => Ok(Self::Final),
            (Self::Unrated | Self::Acknowledged | Self::Answered | Self::Final, Step::TakeUp) => Ok(Self::Draft),
            _ => Err(Refused::Moved),
        }
    }

    /// Whether the person, and whoever reads for the agency, sees the ratings.
    pub fn is_shown(self) -> bool {
        !matches!(self, Self::Draft | Self::Unrated)
    }

    /// As it is stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Shared => "shared",
            Self::Acknowledged => "acknowledged",
            Self::Objected => "objected",
            Self::Answered => "answered",
            Self::Final => "final",
            Self::Unrated => "unrated",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// Whether the time to object runs. It ends at `until`, which is not included.
pub fn in_time(until: Option<Timestamp>, now: Timestamp) -> bool {
    until.is_some_and(|until| now < until)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const STEPS: [Step; 10] = [
        Step::Rate,
        Step::Share { rated: true },
        Step::Share { rated: false },
        Step::Acknowledge,
        Step::Object { in_time: true },
        Step::Object { in_time: false },
        Step::Answer,
        Step::Settle { in_time: true },
        Step::Settle { in_time: false },
        Step::TakeUp,
    ];

    #[test]
    fn only_the_arrows_of_the_diagram_exist() {
        use State::{Acknowledged, Answered, Draft, Final, Objected, Shared, Unrated};
        let [late, early] = [Step::Settle { in_time: false }, Step::Settle { in_time: true }];
        let arrows = [
            (Draft, Step::Rate, Draft),
            (Draft, Step::Share { rated: true }, Shared),
            (Shared, Step::Acknowledge, Acknowledged),
            (Shared, Step::Object { in_time: true }, Objected),
            (Objected, Step::Answer, Answered),
            (Draft, late, Unrated),
            (Draft, early, Unrated),
            (Shared, late, Final),
            (Acknowledged, late, Final),
            (Acknowledged, early, Final),
            (Answered, late, Final),
            (Answered, early, Final),
            (Unrated, Step::TakeUp, Draft),
            (Acknowledged, Step::TakeUp, Draft),
            (Answered, Step::TakeUp, Draft),
            (Final, Step::TakeUp, Draft),
        ];
        for state in State::ALL {
            for step in STEPS {
                let expected = arrows.iter().find(|(from, by, _)| (*from, *by) == (state, step)).map(|(_, _, to)| *to);
                assert_eq!(state.after(step).ok(), expected, "{state:?} {step:?}");
            }
            assert_eq!(State::from_code(state.code()), Some(state));
        }
        assert_eq!(Draft.after(Step::Share { rated: false }), Err(Refused::NotRated));
        assert_eq!(Shared.after(Step::Object { in_time: false }), Err(Refused::ObjectionOver));
    }

    #[test]
    fn codes_come_back() {
        assert!(Rating::ALL.into_iter().all(|rating| Rating::from_code(rating.code()) == Some(rating)));
        assert!(FollowUp::ALL.into_iter().all(|kind| FollowUp::from_code(kind.code()) == Some(kind)));
        assert_eq!((Rating::from_code("1"), State::from_code(""), FollowUp::from_code("x")), (None, None, None));
    }

    #[test]
    fn the_matrix_is_read_by_result_and_then_behaviour() {
        let matrix = Matrix([["aa", "as", "ab"], ["sa", "ss", "sb"], ["ba", "bs", "bb"]]);
        assert_eq!(*matrix.predicate(Rating::Above, Rating::Below), "ab");
        assert_eq!(*matrix.predicate(Rating::Below, Rating::Above), "ba");
        assert_eq!(*matrix.predicate(Rating::As, Rating::As), "ss");
    }

    #[test]
    fn below_is_explained() {
        assert!(needs_words(Some(Rating::Below), Some(Rating::Above)) && needs_words(None, Some(Rating::Below)));
        assert!(!needs_words(Some(Rating::As), Some(Rating::Above)) && !needs_words(None, None));
    }

    #[test]
    fn the_time_to_object_ends_at_its_end() {
        let until = Some(Timestamp(10));
        assert!(in_time(until, Timestamp(9)) && !in_time(until, Timestamp(10)) && !in_time(None, Timestamp(0)));
    }

    proptest! {
        /// Whatever is tried: what stands was shared with both ratings before, and what was never shared never stands.
        #[test]
        fn nothing_stands_that_was_not_shared(steps in prop::collection::vec(0usize..STEPS.len(), 0..40)) {
            let (mut state, mut shared) = (State::Draft, false);
            for step in steps {
                let Ok(next) = state.after(STEPS[step]) else { continue };
                shared = match next {
                    State::Shared => true,
                    State::Draft => false,
                    _ => shared,
                };
                state = next;
                prop_assert_eq!(state.is_shown(), shared);
            }
        }
    }
}
