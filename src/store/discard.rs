//! A store that was made for nothing goes again.

use std::fs;
use std::path::Path;

use super::error::StoreError;
use super::open::Store;

const CURE: &str = "remove it by hand: nothing was ever written to it";

impl Store {
    /// Takes the store away if nothing was ever written to it, with its directory if that holds nothing else.
    ///
    /// # Errors
    /// [`StoreError::Io`].
    pub fn discard(self) -> Result<(), StoreError> {
        if self.sequence() > 0 {
            return Ok(());
        }
        let path = self.path().to_owned();
        let files = self.directory.files(self.generation);
        let Self { engine, log, directory, .. } = self;
        // The marker goes first: without it the rest is what a killed process leaves of a store that it makes.
        gone(&path.join("guanxi.store"))?;
        drop((engine, log));
        fs::remove_dir_all(&files).map_err(StoreError::io(&files, CURE))?;
        gone(&path.join("lock"))?;
        drop(directory);
        // It may have been there before.
        let _ = fs::remove_dir(&path);
        Ok(())
    }
}

fn gone(file: &Path) -> Result<(), StoreError> {
    fs::remove_file(file).map_err(StoreError::io(file, CURE))
}
