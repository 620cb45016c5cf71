//! Deriving the hours ledger again: from completed courses and their content version, and from verified outside training and
//! the rules of its last day.

use domain::id::{ContentHash, CourseId, PersonId, TrainingId};
use domain::time::Timestamp;
use store::training_hour::CompletedWithHours;
use uuid::Uuid;

use crate::replay::Replay;
use crate::training::hours_by_rules;
use crate::{Result, Services};

/// Rows read at once.
const PAGE: u32 = 200;

impl Services {
    pub(crate) async fn replay_hours(&self, replay: &mut Replay) -> Result<()> {
        let (mut person, mut course) = (PersonId(Uuid::nil()), CourseId::new(""));
        loop {
            let mut conn = self.store.reader().await?;
            let completed = store::training_hour::completed_after(&mut conn, person, &course, PAGE).await?;
            drop(conn);
            let Some(newest) = completed.last() else { break };
            (person, course) = (newest.person_id, newest.course_id.clone());
            for row in completed {
                replay.hours += 1;
                self.replay_course_hours(&row, &mut replay.differences).await?;
            }
        }
        let mut last = TrainingId(Uuid::nil());
        loop {
            let mut conn = self.store.reader().await?;
            let trainings = store::training::verified_after(&mut conn, last, PAGE).await?;
            drop(conn);
            let Some(newest) = trainings.last() else { break };
            last = newest.id;
            for training in trainings {
                replay.hours += 1;
                let mut conn = self.store.reader().await?;
                let stored = store::training_hour::of_training(&mut conn, training.id).await?;
                drop(conn);
                let derived = hours_by_rules(&self.library.current()?.rules, &training)?.map(|(_, hours)| hours);
                let derived: Vec<_> = derived.into_iter().flatten().collect();
                let derived: Vec<_> =
                    derived.iter().map(|hours| (Timestamp::start_of(hours.day).0, i64::from(hours.jp))).collect();
                if stored != derived {
                    replay.differences.push(format!("training {}: its hours are not what the rules give", training.id));
                }
            }
        }
        let mut conn = self.store.reader().await?;
        let strays = store::training_hour::without_completion(&mut conn).await?
            + store::training_hour::without_verification(&mut conn).await?;
        if strays > 0 {
            replay.differences.push(format!("{strays} learning hours belong to nothing that is complete or verified"));
        }
        Ok(())
    }

    async fn replay_course_hours(&self, row: &CompletedWithHours, differences: &mut Vec<String>) -> Result<()> {
        let (person, course) = (row.person_id, &row.course_id);
        let (Some(hash), Some(jp)) = (&row.content_hash, row.jp) else {
            differences.push(format!("person {person}: the hours of {course} are missing"));
            return Ok(());
        };
        let version = self.course_version(&ContentHash::new(hash.as_str())).await?;
        let same = i64::from(version.jp) == jp
            && row.at == Some(row.completed_at.0)
            && row.year == Some(i64::from(row.completed_at.year()));
        if !same {
            differences.push(format!("person {person}: the hours of {course} differ"));
        }
        Ok(())
    }
}
