//! Options that say what the recogniser knows, shared by the verbs that recognise.

use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::Args;
use guanxi::dictionary::{Dictionary, DictionaryOptions, Entity, Kind, Named};
use guanxi::recognise::{RecogniseOptions, Recogniser};
use guanxi::text::normal_form;

use super::screen::Talk;
use super::shell::quoted;

/// Faulty rows that are told one by one.
const TOLD: usize = 10;

#[derive(Args)]
#[command(next_help_heading = "Names")]
pub(super) struct Teach {
    /// A dictionary file or folder of your own (may be given several times)
    #[arg(long, value_name = "PATH")]
    dictionary: Vec<PathBuf>,
    /// A file of judgements: same, not-same, never (may be given several times)
    #[arg(long, value_name = "FILE")]
    judgements: Vec<PathBuf>,
    /// Leave the shipped dictionaries out
    #[arg(long)]
    no_builtin: bool,
    /// Only listed names: leave the rules for unlisted ones out
    #[arg(long)]
    no_rules: bool,
    /// The place that 自治区, 我市 or 市委 stand for, where the article does not say
    #[arg(long, value_name = "PLACE")]
    home: Option<String>,
}

impl Teach {
    /// Which dictionaries the options name.
    pub(super) fn options(&self) -> DictionaryOptions {
        DictionaryOptions {
            builtin: !self.no_builtin,
            paths: self.dictionary.clone(),
            judgements: self.judgements.clone(),
            texts: Vec::new(),
        }
    }

    /// The options as they were given, each with its value.
    pub(super) fn given(&self) -> Vec<String> {
        let path = |path: &PathBuf| quoted(&path.to_string_lossy());
        let mut given: Vec<String> = Vec::new();
        given.extend(self.no_builtin.then(|| "--no-builtin".to_owned()));
        given.extend(self.no_rules.then(|| "--no-rules".to_owned()));
        given.extend(self.home.iter().map(|home| format!("--home {}", quoted(home))));
        given.extend(self.dictionary.iter().map(|file| format!("--dictionary {}", path(file))));
        given.extend(self.judgements.iter().map(|file| format!("--judgements {}", path(file))));
        given
    }

    /// The dictionary, its problems told; and how many there were.
    pub(super) fn dictionary(&self, talk: Talk) -> anyhow::Result<(Dictionary, usize)> {
        let options = self.options();
        let dictionary = Dictionary::load(&options)?;
        let problems = dictionary.problems.len();
        for problem in dictionary.problems.iter().take(TOLD) {
            talk.problem(problem);
        }
        if problems > TOLD {
            let more = problems - TOLD;
            talk.say(format_args!("{more} more such rows: \"guanxi dict check\" lists them all"));
        }
        Ok((dictionary, problems))
    }

    /// The home must be one place: a name that says none, or several, would say nothing.
    fn check_home(&self, dictionary: &Dictionary) -> anyhow::Result<()> {
        let Some(home) = &self.home else { return Ok(()) };
        let form = normal_form(home);
        let is_called = |entity: &&Entity| {
            let Named { kind, name, aliases, .. } = &*entity.named;
            *kind == Kind::PLACE && aliases.iter().chain([name]).any(|name| normal_form(name) == form)
        };
        let places: Vec<&str> =
            dictionary.entities.iter().filter(is_called).map(|entity| entity.named.id.as_str()).collect();
        match &places[..] {
            [_] => Ok(()),
            [] => bail!(
                "--home {home}: no place of the dictionaries is called so; give its name, such as 赤峰市"
            ),
            several => {
                let several = several.join(", ");
                bail!("--home {home}: several places are called so ({several}); give the one that holds it")
            }
        }
    }

    /// How the options say to recognise.
    pub(super) fn recognise_options(&self, nested: bool) -> RecogniseOptions {
        RecogniseOptions { no_rules: self.no_rules, nested, home: self.home.clone() }
    }

    /// A recogniser as the options say, and the number of problems in its dictionaries.
    pub(super) fn recogniser(
        &self,
        nested: bool,
        talk: Talk,
    ) -> anyhow::Result<(&'static Recogniser, usize)> {
        let (dictionary, problems) = self.dictionary(talk)?;
        Ok((self.compiled(dictionary, nested)?, problems))
    }

    /// The dictionary made ready to recognise with, as the options say.
    pub(super) fn compiled(
        &self,
        dictionary: Dictionary,
        nested: bool,
    ) -> anyhow::Result<&'static Recogniser> {
        self.check_home(&dictionary)?;
        compiled(dictionary, self.recognise_options(nested))
    }
}

/// A dictionary made ready to recognise with. It stays to the end of the process: a command needs one, and to free its many
/// small parts would take time for nothing.
pub(super) fn compiled(
    dictionary: Dictionary,
    options: RecogniseOptions,
) -> anyhow::Result<&'static Recogniser> {
    let recogniser = Recogniser::new(dictionary, options).context("compiling the dictionaries")?;
    Ok(Box::leak(Box::new(recogniser)))
}
