//! How a construction names its rules: each once, with its key and what its sentence mentions.

use super::Fact;

/// A rule that a handler applied, as the interface asks about it. Its sentence and its source stand in the text
/// catalogue, under `rule-<key>` and `source-<key>`.
pub trait Cited {
    /// The rule's key in the text catalogue.
    fn key(&self) -> &'static str;
    /// What the rule's sentence mentions, by name.
    fn facts(&self) -> Vec<(&'static str, Fact)>;
}

/// Declares a construction's rules with their catalogue keys and the facts their sentences mention, in one place.
macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident { $($fact:ident: $kind:ident($type:ty)),* } = $key:literal;)*) => {
        /// A rule that a handler applied, with what its sentence mentions.
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[allow(missing_docs, reason = "the facts are named for what they are")]
        pub enum Rule { $($(#[$doc])* $name { $($fact: $type),* },)* }

        impl Rule {
            /// The keys of all rules, for the test that each has its sentence and source.
            pub const KEYS: &'static [&'static str] = &[$($key),*];
        }

        impl crate::protocol::Cited for Rule {
            fn key(&self) -> &'static str {
                match self { $(Rule::$name { .. } => $key,)* }
            }

            fn facts(&self) -> Vec<(&'static str, crate::protocol::Fact)> {
                match self {
                    $(Rule::$name { $($fact),* } => {
                        vec![$((stringify!($fact), crate::protocol::Fact::$kind($fact.clone()))),*]
                    })*
                }
            }
        }
    };
}
