//! Nothing that gives an answer away reaches the browser before it is given.

use content::model::{Block, Form, Item, Prompt, Question};
use domain::key::Key;

use crate::quiz::start;
use crate::support::{Site, Who, text_of};

/// Everything about a question that a learner must not see while answering, as plain text.
fn secrets(question: &Question) -> Vec<String> {
    let secret = &question.secret;
    let html = secret.explanation.iter().chain(secret.option_feedback.iter().flatten()).chain(&secret.hints);
    let mut texts: Vec<String> = html.map(|html| text_of(html.as_str())).collect();
    texts.extend(secret.rubric.iter().map(|criterion| text_of(criterion.description.as_str())));
    if let Key::Text(accepted) = &secret.key {
        texts.extend(accepted.variants.iter().chain(&accepted.translated).cloned());
    }
    // Short words are everywhere.
    texts.retain(|text| text.chars().count() >= 12);
    texts
}

/// What learners may read in a part of a quiz before they answer.
fn shown(block: &Block) -> String {
    let situation = match block {
        Block::Case(case) => text_of(case.situation.as_str()),
        Block::Pool(pool) => pool.cases.iter().map(|case| text_of(case.situation.as_str())).collect(),
        Block::Question(_) => String::new(),
    };
    let prompts = block.questions().iter().map(|question| {
        let Prompt { title, body, form } = &question.prompt;
        let choices = match form {
            Form::Single { options } | Form::Multiple { options } => options.as_slice(),
            Form::Order { items } => items,
            Form::Match { right, .. } => right,
            _ => &[],
        };
        let texts = [title, body].into_iter().chain(choices).map(|html| text_of(html.as_str()));
        texts.collect::<Vec<_>>().join(" ")
    });
    prompts.fold(situation, |all, one| all + " " + &one)
}

#[tokio::test]
async fn a_running_quiz_gives_nothing_away() {
    let site = Site::new().await;
    let mut looked_for = 0;
    for course in ["mengenali-phishing", "menangani-pengaduan-warga"] {
        let found = site.course(course);
        let blocks = found.items.iter().flat_map(|item| match item {
            Item::Quiz(quiz) => quiz.blocks.as_slice(),
            Item::Bank(bank) => bank.blocks.as_slice(),
            Item::Lesson(_) => &[],
        });
        let blocks: Vec<&Block> = blocks.collect();
        // What one question says itself is no secret of another.
        let shown: String = blocks.iter().map(|block| shown(block)).collect();
        let mut secrets: Vec<String> =
            blocks.iter().flat_map(|block| block.questions()).flat_map(|question| secrets(question)).collect();
        secrets.retain(|secret| !shown.contains(secret.as_str()));
        let mut budi = site.signed_in(Who::Trainer).await;
        let quizzes =
            found.items.iter().filter(|item| matches!(item, Item::Quiz(_))).map(|item| item.slug().to_owned());
        for quiz in quizzes {
            let address = start(&mut budi, course, &quiz).await;
            for path in [address.clone(), format!("/kursus/{course}/{quiz}")] {
                let page = budi.get(&path).await;
                page.assert_status(200);
                let text = text_of(page.text());
                for secret in &secrets {
                    looked_for += 1;
                    assert!(!text.contains(secret.as_str()), "{path} of {quiz} shows: {secret}");
                }
            }
        }
    }
    assert!(looked_for > 1000, "the test looks for something");
}

#[tokio::test]
async fn a_lesson_does_not_answer_its_quiz() {
    let site = Site::new().await;
    let mut anybody = site.visitor();
    let page = anybody.get("/kursus/mengenali-phishing").await;
    assert!(!page.assert_status(200).text().contains("data-component"));
}
