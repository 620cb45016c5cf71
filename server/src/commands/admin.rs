//! `ampera admin`

use std::io::BufRead;

use clap::{Args, Subcommand};
use services::{Problem, Random, Services, SystemRandom, password};
use store::organisation::Person;

use crate::bytes;
use crate::cli::{Ended, Failure, Outcome};
use crate::config::DatabaseOptions;

#[derive(Args)]
#[command(after_help = "Example: ampera admin create --username sari --name \"Sari Wulandari\"")]
pub struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Creates an administrator.
    Create(Create),
}

#[derive(Args)]
#[command(after_help = "Without --password-stdin a password is made up and printed once.\n\n\
                        Example: ampera admin create --username sari --name \"Sari Wulandari\"")]
struct Create {
    /// The name to sign in with
    #[arg(long, value_name = "NAME")]
    username: String,
    /// The person's name
    #[arg(long, value_name = "NAME")]
    name: String,
    /// Writes courses and marks answers as well
    #[arg(long)]
    trainer: bool,
    /// Reads the password from the first line of the standard input
    #[arg(long)]
    password_stdin: bool,
    #[command(flatten)]
    database: DatabaseOptions,
}

pub async fn run(Options { command: Command::Create(options) }: Options) -> Ended {
    if options.username.trim().is_empty() || options.name.trim().is_empty() {
        return Err(Failure::usage("--username and --name must not be empty"));
    }
    let password = chosen(&options)?;
    let services = options.database.services().await?;
    create(&services, &options, &password).await?;
    services.store().close().await;
    println!("{} can sign in now", options.username.trim());
    if !options.password_stdin {
        println!("password, shown only this once: {password}");
    }
    Ok(Outcome::Done)
}

async fn create(services: &Services, options: &Create, password: &str) -> Result<(), Failure> {
    let person = person(options.name.trim(), services)?;
    let id = person.id;
    services
        .store()
        .write(move |conn| Box::pin(async move { store::organisation::insert_person(conn, &person).await }))
        .await?;
    let created = services.create_account(id, &options.username, password, options.trainer, true).await;
    match created {
        Err(services::Error::Store(error)) if error.is_duplicate() => {
            Err(Failure::usage(format!("--username {}: the name is taken", options.username)))
        }
        other => Ok(other?),
    }
}

fn refused(problem: Problem) -> String {
    match problem {
        Problem::HoldsName => "a password does not hold the user name".to_owned(),
        Problem::TooCommon => "this password is used by many people".to_owned(),
        _ => format!("a password has {} to {} characters", password::SHORTEST, password::LONGEST),
    }
}

/// A person with a new identifier.
fn person(name: &str, services: &Services) -> Result<Person, Failure> {
    let mut random = [0; 10];
    SystemRandom.fill(&mut random)?;
    let millis = u64::try_from(services.now().0).unwrap_or_default();
    let id = uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid();
    Ok(Person { id: id.into(), name: name.to_owned(), kind: "pns".to_owned() })
}

fn chosen(options: &Create) -> Result<String, Failure> {
    if !options.password_stdin {
        return Ok(bytes::token(&SystemRandom)?.chars().take(20).collect());
    }
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    let password = line.trim_end_matches(['\r', '\n']);
    match password::check(password, &[options.username.trim()]) {
        Ok(()) => Ok(password.to_owned()),
        Err(problem) => Err(Failure::usage(format!("--password-stdin: {}", refused(problem)))),
    }
}
