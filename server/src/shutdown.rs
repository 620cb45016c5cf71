//! The signals that end the program, told to everybody who works.

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// Whether the program is to stop.
#[derive(Clone)]
pub struct Stop(watch::Receiver<bool>);

impl Stop {
    /// Stops on SIGTERM and SIGINT.
    ///
    /// # Errors
    /// Where the system does not let us listen to signals.
    pub fn on_signals() -> std::io::Result<Self> {
        let (sender, receiver) = watch::channel(false);
        let mut terminate = signal(SignalKind::terminate())?;
        let mut interrupt = signal(SignalKind::interrupt())?;
        tokio::spawn(async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            tracing::info!("stopping; requests in flight are finished");
            let _ = sender.send(true);
        });
        Ok(Self(receiver))
    }

    /// Stops when the sender says `true` or is gone.
    pub fn when(receiver: watch::Receiver<bool>) -> Self {
        Self(receiver)
    }

    /// Waits for the end.
    pub async fn wait(mut self) {
        // The error is that the sender is gone, which is the end, too.
        let _ = self.0.wait_for(|stop| *stop).await;
    }
}
