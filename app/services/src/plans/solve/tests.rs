//! The solver against trying everything.

use proptest::prelude::*;

use super::*;

/// Levels, courses and hours of the best choice, found by trying all of them.
fn brute_force(learners: &[Learner], offers: &[Offer], limits: Limits) -> (u32, u32, u32) {
    let subsets = 1_usize << offers.len();
    let set = |bits: usize| (0..offers.len()).filter(|c| bits >> c & 1 == 1).collect::<BTreeSet<_>>();
    let choices = vec![BTreeSet::new(); learners.len()];
    let model = Model::new(learners, offers, limits, &choices);
    let mut best = (0, 0, 0);
    for mut number in 0..subsets.pow(learners.len() as u32) {
        let mut takes = Vec::new();
        for _ in learners {
            takes.push(set(number % subsets));
            number /= subsets;
        }
        let apart =
            takes.iter().zip(learners).all(|(takes, l)| takes.is_disjoint(&l.completed) && model.fits(takes, l));
        let of = |course: usize| takes.iter().filter(|takes| takes.contains(&course)).count() as u32;
        let found = counted(takes.clone(), learners, offers, true);
        let places: u32 = (0..offers.len()).map(of).sum();
        let seats = limits.seats.is_none_or(|seats| places <= seats);
        let each = limits.seats_each.is_none_or(|seats| (0..offers.len()).all(|course| of(course) <= seats));
        let few = limits.courses.is_none_or(|most| found.courses <= most);
        if apart && seats && each && few {
            let better = (found.levels, std::cmp::Reverse(found.courses), std::cmp::Reverse(found.hours));
            if better > (best.0, std::cmp::Reverse(best.1), std::cmp::Reverse(best.2)) {
                best = (found.levels, found.courses, found.hours);
            }
        }
    }
    best
}

fn learner() -> impl Strategy<Value = Learner> {
    let gap = (0_usize..3, 0_u8..3, 1_u8..3).prop_map(|(competency, held, more)| Gap {
        competency,
        held,
        required: held + more,
    });
    (proptest::collection::vec(gap, 0..3), proptest::collection::btree_set(0_usize..4, 0..2)).prop_map(
        |(mut gaps, completed)| {
            gaps.sort_unstable_by_key(|gap| gap.competency);
            gaps.dedup_by_key(|gap| gap.competency);
            Learner { gaps, completed }
        },
    )
}

/// Hours, what is taught, and whether the course before is needed.
type Drawn = (u32, Vec<(usize, u8)>, bool);

fn offers() -> impl Strategy<Value = Vec<Offer>> {
    let offer = (1_u32..6, proptest::collection::vec((0_usize..3, 1_u8..5), 1..3), any::<bool>());
    proptest::collection::vec(offer, 4).prop_map(|all| {
        let offer = |(place, (hours, teaches, needs)): (usize, Drawn)| Offer {
            hours,
            teaches,
            needs: if needs && place > 0 { vec![place - 1] } else { Vec::new() },
        };
        all.into_iter().enumerate().map(offer).collect()
    })
}

fn limits() -> impl Strategy<Value = Limits> {
    let some = |range: std::ops::Range<u32>| proptest::option::of(range);
    (0_u32..14, some(0..6), some(0..3), some(0..4)).prop_map(|(hours_each, seats, seats_each, courses)| Limits {
        hours_each,
        seats,
        seats_each,
        courses,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    #[test]
    fn nothing_is_better_than_what_the_solver_finds(
        learners in proptest::collection::vec(learner(), 1..4),
        offers in offers(),
        limits in limits(),
    ) {
        let found = best(&learners, &offers, limits, 60.0).unwrap();
        prop_assert!(found.proven);
        prop_assert_eq!((found.levels, found.courses, found.hours), brute_force(&learners, &offers, limits));
    }
}

#[test]
fn a_prerequisite_is_taken_and_counted() {
    let gap = Gap { competency: 0, held: 2, required: 3 };
    let learners = [Learner { gaps: vec![gap], completed: BTreeSet::new() }];
    let basic = Offer { hours: 3, ..Offer::default() };
    let offers = [basic, Offer { hours: 5, teaches: vec![(0, 3)], needs: vec![0] }];
    let limits = |hours_each| Limits { hours_each, ..Limits::default() };
    let found = best(&learners, &offers, limits(8), 10.0).unwrap();
    assert_eq!((found.levels, found.courses, found.hours), (1, 2, 8));
    assert_eq!(best(&learners, &offers, limits(7), 10.0).unwrap().levels, 0);
    let done = [Learner { completed: BTreeSet::from([0]), ..learners[0].clone() }];
    assert_eq!(best(&done, &offers, limits(5), 10.0).unwrap().hours, 5);
}

#[test]
fn a_large_unit_is_solved_in_time_and_a_larger_one_is_refused() {
    let learner = |n: usize| Learner {
        gaps: (0..4)
            .map(|k| Gap { competency: (n + k) % 8, held: (n % 2) as u8, required: 2 + (n % 2) as u8 })
            .collect(),
        completed: BTreeSet::new(),
    };
    let learners: Vec<_> = (0..300).map(learner).collect();
    let offers: Vec<_> =
        (0..10).map(|c| Offer { hours: 5, teaches: vec![(c % 8, 2 + (c % 2) as u8)], needs: Vec::new() }).collect();
    let limits = Limits { hours_each: 10, seats: Some(200), ..Limits::default() };
    let found = best(&learners, &offers, limits, 20.0).unwrap();
    assert!(found.levels > 100, "{found:?}");
    let many: Vec<_> = (0..5000).map(learner).collect();
    assert_eq!(best(&many, &offers, limits, 20.0), Err(Unsolved::TooLarge));
}
