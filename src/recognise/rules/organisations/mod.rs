//! Rules for organisations. Bodies by their suffix and by weighed evidence: `suffixed`, beside this folder, since it serves places too.

pub(super) mod banded;
pub(super) mod bodies;
pub(super) mod branch;
mod branded;
pub(super) mod college;
pub(super) mod company;
pub(super) mod corps;
pub(super) mod department;
pub(super) mod farm;
pub(super) mod firm;
pub(super) mod founded;
mod housed;
pub(crate) mod introduced;
pub(super) mod item;
pub(super) mod local;
pub(super) mod masthead;
pub(super) mod parties;
pub(super) mod placed;
pub(crate) mod seated;
pub(super) mod shared;
pub(super) mod split;
pub(super) mod staffed;
pub(super) mod stationed;
pub(super) mod village;
mod whole;
pub(super) mod workroom;
