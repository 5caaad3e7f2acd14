//! The wing of what offers are valued by.

use crate::{
    components::wing,
    pages::{
        CpuPage, CpusPage, EditRulesetPage, GpuPage, GpusPage, NewCpuPage, NewGpuPage,
        NewRulesetPage, ProfilePage, ProfilesPage, RulePage, RulesPage, RulesetPage,
    },
};

wing! {
    /// The pages of rules, of scoring profiles, and of the parts that both look at.
    ValuationWing = valuation {
        /// A processor.
        Cpu => CpuPage,
        /// All of them.
        Cpus => CpusPage,
        /// What a ruleset is, to be changed.
        EditRuleset => EditRulesetPage,
        /// A graphics card.
        Gpu => GpuPage,
        /// All of them.
        Gpus => GpusPage,
        /// One more processor.
        NewCpu => NewCpuPage,
        /// One more graphics card.
        NewGpu => NewGpuPage,
        /// One more ruleset.
        NewRuleset => NewRulesetPage,
        /// A scoring profile.
        Profile => ProfilePage,
        /// All of them.
        Profiles => ProfilesPage,
        /// The editor of a rule, new or not.
        Rule => RulePage,
        /// All rulesets.
        Rules => RulesPage,
        /// One of them.
        Ruleset => RulesetPage,
    }
}
