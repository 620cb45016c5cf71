//! `ampera serve`

use std::sync::Arc;

use clap::Args;
use services::{Services, SystemRandom};
use tokio::net::TcpListener;

use crate::cli::{Ended, Failure, Outcome};
use crate::config::ServeOptions;
use crate::shutdown::Stop;
use crate::{Server, jobs, listen, logging, watch};

#[derive(Args)]
#[command(after_help = "Example: ampera serve --demo\n\
                        Example: ampera serve --addr 127.0.0.1:3000 --origin https://ampera.example.go.id \
                        --database postgres://ampera@localhost/ampera")]
pub struct Options {
    #[command(flatten)]
    serve: ServeOptions,
}

pub async fn run(Options { serve: options }: Options) -> Ended {
    options.check()?;
    options.settings()?;
    logging::start(&options.log, options.log_format)?;
    let stop = Stop::on_signals()?;
    // First of all the address: if another program has it, nothing else is begun.
    let wrong = |error| Failure::usage(format!("--addr {}: {error}", options.addr));
    let listener = TcpListener::bind(options.addr).await.map_err(wrong)?;
    let address = listener.local_addr()?;

    let server = published(options.database.services().await?, &options).await?;
    if options.demo {
        server.services.load_demo().await?;
    }
    let jobs = jobs::start(&server, &stop);
    let store = server.services.store().clone();
    tracing::info!(%address, database = %options.database.database, demo = options.demo, "serving");
    if let Some(warning) = options.warning() {
        tracing::warn!("{warning}");
    }
    println!("{}", greeting(&format!("http://{address}"), &options));

    listen::serve(listener, server.router(), stop.wait()).await;
    for job in jobs {
        job.await?;
    }
    store.close().await;
    Ok(Outcome::Done)
}

/// The server with its content published.
async fn published(services: Services, options: &ServeOptions) -> Result<Server, Failure> {
    let server = Server::new(services, options.settings()?, Arc::new(SystemRandom))?;
    let Some(folder) = &options.content else {
        watch::report(&server.publish().await?);
        return Ok(server);
    };
    let server = server.watching(folder.clone());
    let wrong = |error| Failure::usage(format!("--content {}: {error:#}", folder.display()));
    watch::report(&server.publish().await.map_err(wrong)?);
    Ok(server)
}

fn greeting(address: &str, options: &ServeOptions) -> String {
    let mut text = format!("Ampera is ready: {address}");
    if let Some(origin) = &options.origin {
        text.push_str(&format!("\n  people reach it at {}", origin.as_str()));
    }
    if options.demo {
        text.push_str(
            "\n\nDemo accounts, each with the password ampera-demo:\n  \
             rina    learns\n  \
             budi    writes courses\n  \
             yanti   leads Rina's unit\n  \
             admin   looks after the agency\n  \
             hendra  audits\n",
        );
    }
    text
}
