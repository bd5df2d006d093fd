//! `guanxi compact`: shrink the store, or count it by another window.

use anyhow::bail;
use clap::Args;
use guanxi::relate::{Counting, Weighting, Window};
use guanxi::store::{Rewritten, Store, StoreError};

use super::screen::Screen;
use super::summary::{bytes, counted};
use super::{Answer, Global, interrupt};

/// Write the store anew without what was forgotten or replaced, or count it by another window
#[derive(Args)]
#[command(after_help = "\
Examples:
  guanxi compact                              shrink the store
  guanxi compact --window paragraph           count pairs by paragraph from now on")]
pub(super) struct Compact {
    /// Count pairs in this passage: sentence, paragraph or article
    #[arg(long, value_name = "WINDOW")]
    window: Option<Window>,
    /// A pair counts once a window (presence), or as often as its mentions multiply (product)
    #[arg(long, value_name = "WEIGHTING")]
    weighting: Option<Weighting>,
}

impl Compact {
    pub(super) fn run(&self, global: &Global, screen: &mut Screen) -> anyhow::Result<Answer> {
        let mut store = Store::open_existing(&global.store)?;
        store.end_at(interrupt::listen());
        let Counting { window, weighting } = store.counting();
        let counting = Counting {
            window: self.window.unwrap_or(window),
            weighting: self.weighting.unwrap_or(weighting),
        };
        let bar = screen.talk.progress(Some(0));
        let told = |done: u64, all: u64| {
            bar.set_length(all);
            bar.set_position(done);
            bar.set_message(format!("of {}", counted(all, "article")));
        };
        let done = match store.recount(counting, told) {
            Err(StoreError::Interrupted { sequence }) => {
                bail!(
                    "interrupted: the store is as it was, at commit {sequence}; the same command begins anew"
                )
            }
            done => done?,
        };
        bar.finish_and_clear();
        store.close()?;
        // What it holds is known when its files stand as the next command finds them.
        let after = Store::open_existing(&global.store)?.bytes();
        let done = Rewritten { after, ..done };
        if screen.json {
            screen.value(&done)?;
        } else {
            let articles = counted(done.articles, "article");
            let (before, after) = (bytes(done.before), bytes(done.after));
            screen.done(format_args!("{articles} written anew; {before} before, {after} now"))?;
        }
        Ok(Answer::Yes)
    }
}
