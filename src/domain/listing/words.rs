//! What the machine of an offer is made of, in words that conditions and filters know.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::domain::choice::choice;

choice! {
    /// What state the offered machine is in.
    #[derive(Default)]
    Condition {
        /// Never used.
        New = "new", "New";
        /// Refurbished.
        Refurb = "refurb", "Refurbished";
        /// Second-hand.
        #[default]
        Used = "used", "Used";
    }
}

choice! {
    /// Where an offer stands.
    #[derive(Default)]
    Status {
        /// Worth a look: counted, ranked and compared.
        #[default]
        Active = "active", "Active";
        /// Not decided whether it is real.
        Pending = "pending", "Pending";
        /// Kept for the record only.
        Archived = "archived", "Archived";
    }
}

choice! {
    /// The kind of memory.
    RamType {
        /// DDR3.
        Ddr3 = "ddr3", "DDR3";
        /// DDR4.
        Ddr4 = "ddr4", "DDR4";
        /// DDR5.
        Ddr5 = "ddr5", "DDR5";
        /// LPDDR4, soldered.
        Lpddr4 = "lpddr4", "LPDDR4";
        /// LPDDR4X, soldered.
        Lpddr4x = "lpddr4x", "LPDDR4X";
        /// LPDDR5, soldered.
        Lpddr5 = "lpddr5", "LPDDR5";
        /// LPDDR5X, soldered.
        Lpddr5x = "lpddr5x", "LPDDR5X";
        /// The offer does not say.
        Unknown = "unknown", "Not said";
    }
}

choice! {
    /// The kind of a drive.
    StorageMedium {
        /// NVMe.
        Nvme = "nvme", "NVMe";
        /// SATA SSD.
        SataSsd = "sata_ssd", "SATA SSD";
        /// Hard disk.
        Hdd = "hdd", "Hard disk";
        /// eMMC, soldered.
        Emmc = "emmc", "eMMC";
        /// The offer does not say.
        Unknown = "unknown", "Not said";
    }
}

choice! {
    /// The builds of machines that forms offer. An offer may name another.
    FormFactor {
        /// About a litre, as Lenovo names it.
        Tiny = "tiny", "Tiny";
        /// About a litre, as Dell names it.
        Micro = "micro", "Micro";
        /// About a litre, as HP names it.
        Mini = "mini", "Mini";
        /// A box of about ten centimetres.
        Nuc = "nuc", "NUC";
        /// Any other small box.
        MiniPc = "mini_pc", "Mini PC";
        /// Several litres, with room for a low card.
        Sff = "sff", "Small form factor";
        /// A tower.
        Tower = "tower", "Tower";
        /// A notebook.
        Laptop = "laptop", "Notebook";
        /// A screen with the machine inside.
        AllInOne = "all_in_one", "All-in-one";
    }
}

choice! {
    /// What a machine has, or lacks, that the rules know: kept among the offer's attributes.
    Flag {
        /// USB4 or Thunderbolt.
        Usb4 = "usb4", "USB4 or Thunderbolt";
        /// 2.5 gigabit Ethernet.
        Lan25 = "lan_2_5g", "2.5 GbE network";
        /// Wi-Fi.
        Wifi = "wifi", "Wi-Fi";
        /// Sold without its power adapter.
        MissingAdapter = "missing_adapter", "Power adapter missing";
    }
}

impl Flag {
    /// Whether it is set among an offer's attributes.
    #[must_use]
    pub fn is_in(self, attrs: &BTreeMap<String, Value>) -> bool {
        attrs.get(self.name()) == Some(&Value::Bool(true))
    }

    /// Those that are set among an offer's attributes, and nothing else that stands there.
    #[must_use]
    pub fn among(attrs: &BTreeMap<String, Value>) -> Vec<Self> {
        Self::ALL
            .into_iter()
            .filter(|flag| flag.is_in(attrs))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_flags_that_are_known_and_set_are_among_attributes() {
        let attrs = BTreeMap::from([
            ("missing_adapter".to_owned(), json!(true)),
            ("usb4".to_owned(), json!(true)),
            ("wifi".to_owned(), json!(false)),
            ("lan_2_5g".to_owned(), json!("yes")),
            ("dealer".to_owned(), json!(true)),
        ]);
        assert_eq!(Flag::among(&attrs), [Flag::Usb4, Flag::MissingAdapter]);
    }
}
