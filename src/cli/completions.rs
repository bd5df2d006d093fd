//! `guanxi completions`: scripts that complete verbs and options in a shell.

use clap::{Args, CommandFactory};

use super::screen::Screen;
use super::{Answer, Cli};

/// Print a completion script for a shell
#[derive(Args)]
#[command(
    after_help = "Example:\n  guanxi completions bash > ~/.local/share/bash-completion/completions/guanxi"
)]
pub(super) struct Completions {
    /// The shell
    shell: clap_complete::Shell,
}

impl Completions {
    pub(super) fn run(&self, screen: &mut Screen) -> anyhow::Result<Answer> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "guanxi", &mut script);
        screen.data(&script)?;
        Ok(Answer::Yes)
    }
}
