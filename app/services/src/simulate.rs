//! Answers of people who do not exist: the demo city and the seeded one go through the same use cases as everybody.

use content::model::{ClozePart, Form, Question};
use domain::draw::shuffled;
use domain::id::{AttemptId, SessionId};
use domain::key::{GapKey, Key, NumberKey};
use domain::score::PerMille;
use uuid::Uuid;

use crate::quiz::AnswerMessage;
use crate::quiz::layout::Layout;
use crate::{Actor, Result, Services};

/// How well somebody does, and how far they come.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Effort {
    /// The share of the questions answered rightly.
    pub right: PerMille,
    /// The share of the questions answered at all.
    pub answered: PerMille,
}

impl Effort {
    pub const fn whole(right: u16) -> Self {
        Self { right: PerMille::new(right), answered: PerMille::FULL }
    }
}

/// Somebody who learns without being signed in.
pub(crate) fn learner(person: domain::id::PersonId, name: &str) -> Actor {
    Actor {
        person,
        session: SessionId(Uuid::nil()),
        name: name.to_owned(),
        roles: Default::default(),
        courses: Default::default(),
    }
}

impl Services {
    /// Begins an attempt and answers it without handing in.
    pub(crate) async fn simulate_answers(
        &self,
        actor: &Actor,
        course: &str,
        quiz: &str,
        effort: Effort,
    ) -> Result<AttemptId> {
        let id = self.start_attempt(actor, course, quiz).await?;
        let messages = self.simulated(id, effort).await?;
        self.save_answers(actor, id, messages).await?;
        Ok(id)
    }

    /// Begins an attempt, answers it and hands it in.
    pub(crate) async fn simulate_quiz(
        &self,
        actor: &Actor,
        course: &str,
        quiz: &str,
        effort: Effort,
    ) -> Result<AttemptId> {
        let id = self.start_attempt(actor, course, quiz).await?;
        let messages = self.simulated(id, effort).await?;
        self.submit(actor, id, messages).await?;
        Ok(id)
    }

    async fn simulated(&self, id: AttemptId, effort: Effort) -> Result<Vec<AnswerMessage>> {
        let opened = self.open_attempt(id).await?;
        let asked = opened.asked()?;
        let of = |share: PerMille| (asked.len() * usize::from(share.get()) + 500) / 1000;
        let luck = shuffled(opened.attempt.seed, "simulated", asked.len());
        let mut messages = Vec::new();
        for (place, asked) in asked.iter().enumerate().take(of(effort.answered)) {
            let is_right = luck[place] < of(effort.right);
            let layout = opened.layout(asked.question)?;
            messages.push(AnswerMessage {
                question: asked.question.id.to_string(),
                values: values(asked.question, &layout, is_right),
                device: "simulated".to_owned(),
                number: place as i64,
                shown: None,
            });
        }
        Ok(messages)
    }
}

/// Fields that are right, or surely wrong.
fn values(question: &Question, layout: &Layout, is_right: bool) -> Vec<String> {
    let key = layout.show_key(&question.secret.key);
    match (&question.secret.key, &question.prompt.form) {
        (Key::Number(key), _) => vec![number(key, is_right)],
        (Key::Text(key), _) if is_right => key.variants.iter().take(1).cloned().collect(),
        (Key::Text(_), _) => vec!["belum tahu".to_owned()],
        (Key::Essay { .. }, _) => {
            vec!["Saya mencatat pengaduan itu, memberi nomor, dan menyebut kapan warga dijawab.".to_owned()]
        }
        (Key::Cloze { gaps }, Form::Cloze { parts }) => {
            let parts = parts.iter().filter(|part| !matches!(part, ClozePart::Html(_)));
            gaps.iter().zip(parts).zip(key).map(|((gap, part), shown)| gap_value(gap, part, &shown, is_right)).collect()
        }
        _ if is_right => key,
        (Key::Single { .. } | Key::Multiple { .. }, Form::Single { options } | Form::Multiple { options }) => {
            (0..options.len()).map(|place| place.to_string()).find(|place| !key.contains(place)).into_iter().collect()
        }
        _ => {
            let mut turned = key;
            turned.rotate_left(1);
            turned
        }
    }
}

fn number(key: &NumberKey, is_right: bool) -> String {
    if is_right { key.low.to_string() } else { (key.high + 1000.0).to_string() }
}

fn gap_value(gap: &GapKey, part: &ClozePart, shown: &str, is_right: bool) -> String {
    match (gap, part) {
        (GapKey::Text(key), _) if is_right => key.variants.first().cloned().unwrap_or_default(),
        (GapKey::Number(key), _) => number(key, is_right),
        (GapKey::Choice { .. }, _) if is_right => shown.to_owned(),
        (GapKey::Choice { .. }, ClozePart::ChoiceGap(choices)) => {
            (0..choices.len()).map(|place| place.to_string()).find(|place| place != shown).unwrap_or_default()
        }
        _ => "belum tahu".to_owned(),
    }
}
