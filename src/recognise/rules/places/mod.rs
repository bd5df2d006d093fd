//! Rules for places: chains, numbers, lists, and what stands beside a name. Places by their suffix: `suffixed`, beside this folder.

pub(super) mod afar;
pub(super) mod alike;
mod below;
pub(super) mod between;
pub(super) mod chain;
pub(super) mod community;
pub(super) mod counted;
pub(super) mod counted_sorts;
mod crossing;
pub(super) mod enlisted;
pub(super) mod links;
pub(super) mod native;
pub(super) mod numbered;
pub(super) mod order;
pub(super) mod reach;
mod road;
pub(super) mod shore;
pub(crate) mod short;
pub(super) mod sited;
pub(super) mod station;
pub(super) mod storm;
pub(super) mod street;
pub(super) mod township;
pub(super) mod upper;
pub(super) mod zone;

/// The rules that find townships and what lies below them.
pub(crate) const TOWNS: [&str; 2] = [chain::RULE, township::RULE];
