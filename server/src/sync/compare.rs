//! The dry run: asks the other system for histories, and stores nothing there.

use std::time::Duration;

use domain::course_history::{Comparison, compare as compare_course};
use domain::delivery::{Destination, Reason};
use futures::StreamExt;
use services::{CompareItem, CompareResult, CompareRow};

use super::Adapter;
use super::siasn::Siasn;
use crate::server::Server;

/// Histories that are asked for at the same time.
const AT_ONCE: usize = 10;
/// Somebody waits for the page.
const LONGEST: Duration = Duration::from_secs(8);

/// Compares each course with what the other system has, in the order in which they came.
pub async fn compare(server: &Server, to: Destination, items: Vec<CompareItem>) -> Vec<CompareRow> {
    let siasn = server.sync.0.adapters.iter().find_map(|adapter| match adapter {
        Adapter::Siasn(siasn) if to == Destination::Siasn => Some(siasn),
        _ => None,
    });
    futures::stream::iter(items)
        .map(async |item| {
            let result = match siasn {
                Some(siasn) => {
                    let compared = tokio::time::timeout(LONGEST, compare_one(server, siasn, &item)).await;
                    compared.unwrap_or_else(|_| CompareResult::Failed(Reason::TookTooLong, String::new()))
                }
                None => CompareResult::NotCompared,
            };
            CompareRow { delivery: item.delivery, result }
        })
        .buffered(AT_ONCE)
        .collect()
        .await
}

async fn compare_one(server: &Server, siasn: &Siasn, item: &CompareItem) -> CompareResult {
    let Some(record) = &item.record else { return CompareResult::Failed(Reason::Unreadable, String::new()) };
    let Some(number) = &item.number else { return CompareResult::Failed(Reason::NoNumber, String::new()) };
    match siasn.history(&server.services, number).await {
        Ok(history) => match compare_course(record, &history) {
            // An empty history can be that of somebody who is not known there.
            Comparison::New if history.is_empty() => match siasn.person(&server.services, number).await {
                Ok(_) => CompareResult::New,
                Err(failure) => CompareResult::Failed(failure.reason, failure.detail),
            },
            Comparison::New => CompareResult::New,
            Comparison::There { differences, .. } => CompareResult::There(differences),
        },
        Err(failure) => CompareResult::Failed(failure.reason, failure.detail),
    }
}
