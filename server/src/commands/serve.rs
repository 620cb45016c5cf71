//! `ampera serve`

use std::sync::Arc;

use clap::Args;
use services::SystemRandom;
use tokio::net::TcpListener;

use crate::cli::{Ended, Failure, Outcome};
use crate::config::ServeOptions;
use crate::shutdown::Stop;
use crate::{Server, jobs, listen, logging, shipped, watch};

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
    logging::start(&options.log, options.log_format)?;
    let stop = Stop::on_signals()?;
    // First of all the address: if another program has it, nothing else is begun.
    let wrong = |error| Failure::usage(format!("--addr {}: {error}", options.addr));
    let listener = TcpListener::bind(options.addr).await.map_err(wrong)?;
    let address = listener.local_addr()?;

    let services = options.database.services().await?;
    let mut server = Server::new(services, options.settings(), Arc::new(SystemRandom));
    publish(&mut server, &options).await?;
    if options.demo {
        server.services.load_demo().await?;
    }
    let jobs = jobs::start(&server, &stop);
    let store = server.services.store().clone();
    tracing::info!(%address, database = %options.database.database, demo = options.demo, "serving");
    println!("{}", greeting(&format!("http://{address}"), &options));

    listen::serve(listener, server.router(), stop.wait()).await;
    for job in jobs {
        job.await?;
    }
    store.close().await;
    Ok(Outcome::Done)
}

async fn publish(server: &mut Server, options: &ServeOptions) -> Result<(), Failure> {
    let published = match &options.content {
        Some(folder) => {
            *server = server.clone().watching(folder.clone());
            let Some(watched) = &server.content else { return Ok(()) };
            let wrong = |error| Failure::usage(format!("--content {}: {error:#}", folder.display()));
            watched.publish(&server.services).await.map_err(wrong)?
        }
        None => server.services.publish_all(&shipped::files()).await?,
    };
    watch::report(&published);
    Ok(())
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
             admin   looks after the agency\n",
        );
    }
    text
}
