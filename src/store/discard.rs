//! A store that was made for nothing goes again.

use std::fs;

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
        let Self { engine, log, mut directory, .. } = self;
        drop((engine, log));
        // What a kill leaves is what one leaves of a store that is being made.
        directory.switch(0)?;
        for file in ["guanxi.store", "lock"].map(|file| path.join(file)) {
            fs::remove_file(&file).map_err(StoreError::io(&file, CURE))?;
        }
        drop(directory);
        // It may have been there before.
        let _ = fs::remove_dir(&path);
        Ok(())
    }
}
