//! What the machine of an offer is made of, in words that conditions and filters know.

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
