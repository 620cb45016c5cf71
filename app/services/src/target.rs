//! A person against a position that they do not hold: "ready for Pengawas?"

use domain::competency::Standing;
use domain::id::{PersonId, PositionId};

use crate::profile::{CompetencyRow, MatchView, levels};
use crate::{Error, Result, Services, Text};

/// A person against a target position.
#[derive(Clone, Debug)]
pub struct TargetView {
    pub position: String,
    pub title: Text,
    /// What the target requires, the gaps first.
    pub rows: Vec<TargetRow>,
    pub job_match: Option<MatchView>,
}

/// A competency that the target requires.
#[derive(Clone, Debug)]
pub struct TargetRow {
    pub of_target: CompetencyRow,
    /// What the post held now requires.
    pub required_now: Option<u8>,
}

impl TargetView {
    /// How many are met, short, and undecided.
    pub fn counts(&self) -> (usize, usize, usize) {
        let count = |matches: fn(Standing) -> bool| {
            self.rows.iter().filter_map(|row| row.of_target.standing).filter(|standing| matches(*standing)).count()
        };
        (
            count(|standing| standing == Standing::Met),
            count(|standing| matches!(standing, Standing::Short { .. })),
            count(|standing| standing == Standing::NotEnoughEvidence),
        )
    }
}

impl Services {
    /// The positions that have a standard now, by title.
    pub(crate) async fn target_positions(&self) -> Result<Vec<(String, Text)>> {
        let snapshot = self.snapshot()?;
        let mut conn = self.store.reader().await?;
        let positions = store::target::positions(&mut conn, self.now()).await?;
        drop(conn);
        let titled = positions.into_iter().map(|id| {
            let title = snapshot.position_title(&PositionId::new(id.as_str()));
            (id, title)
        });
        let mut titled: Vec<_> = titled.collect();
        titled.sort_by(|(_, one), (_, other)| one.id.cmp(&other.id));
        Ok(titled)
    }

    /// A person against a position; `now` is what the post held requires.
    pub(crate) async fn target(&self, person: PersonId, position: &str, now: &[CompetencyRow]) -> Result<TargetView> {
        let id = PositionId::new(position);
        let mut conn = self.store.reader().await?;
        let standard = store::standard::required(&mut conn, &id, self.now()).await?;
        drop(conn);
        if standard.is_empty() {
            return Err(Error::NotFound);
        }
        let rows = self.rows_against(person, levels(&standard)).await?;
        let job_match = self.match_view(&rows)?;
        let required_now = |row: &CompetencyRow| {
            now.iter().find(|known| known.competency == row.competency).and_then(|known| known.required)
        };
        let rows = rows.into_iter().filter(|row| row.required.is_some());
        Ok(TargetView {
            position: position.to_owned(),
            title: self.snapshot()?.position_title(&id),
            rows: rows
                .map(|row| TargetRow { required_now: required_now(&row).map(|level| level.get()), of_target: row })
                .collect(),
            job_match,
        })
    }
}
