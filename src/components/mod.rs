//! Views without data access: they take props, show them, and know neither pages nor servers.
//! Their looks are in `style/`, one partial a part.

#![expect(
    clippy::needless_pass_by_value,
    reason = "a component owns its props, whatever it does with them"
)]

mod action_rows;
mod api_docs;
mod app_header;
mod app_shell;
mod auth_frame;
mod avatar;
mod badge;
mod bar_chart;
mod browser;
mod button;
mod check_field;
mod clerk_appearance;
mod combobox;
mod composer;
mod confirm;
mod copy_field;
mod empty_state;
mod error_page;
mod error_state;
mod field;
mod field_frame;
mod figures;
mod formats;
mod goodbye;
mod icon;
mod impersonation_banner;
mod landing;
mod ledger;
mod link_times;
mod logo;
mod moment;
mod money;
mod not_loaded;
mod notice;
mod offer_facts;
mod page_header;
mod paging;
mod public_pages;
mod rail;
mod rating_badge;
mod relative_time;
mod rule_cell;
mod rule_preview;
mod rule_row;
mod rule_rows;
mod sample_offers;
mod select_field;
mod site_header;
mod skeleton;
mod skip_link;
mod slider;
mod source_link;
mod sparkline;
mod steps;
#[cfg(feature = "ssr")]
mod styleguide;
mod switch;
mod tab_links;
mod text_area_field;
mod text_file_field;
mod theme_toggle;
mod toast;
mod user_menu;
mod waterfall;
mod weight_bars;
mod worked_example;

pub use action_rows::ActionRows;
pub use api_docs::{
    ApiAnswer, ApiDocs, ApiDocsPage, ApiField, ApiNoun, ApiOperation, ApiShape, ApiType,
};
pub use app_header::AppHeader;
pub use app_shell::AppShell;
pub use auth_frame::{AuthFrame, AuthPlaceholder, AuthUnreachable};
pub use avatar::Avatar;
pub use badge::{Badge, Tone};
pub use bar_chart::{Bar, BarChart};
pub use browser::start_drag;
pub use button::{Button, ButtonKind, LinkButton};
pub use check_field::{CheckField, FieldGroup};
pub use clerk_appearance::clerk_appearance;
pub use combobox::{Combobox, Suggestion};
pub use composer::Composer;
pub use confirm::Confirm;
pub use copy_field::CopyField;
pub use empty_state::EmptyState;
pub use error_page::ErrorPage;
pub use error_state::ErrorState;
pub use field::Field;
pub use figures::{Figure, Figures};
pub use formats::{Formats, amount, grouped, provide_formats, rate, use_formats};
pub use goodbye::Goodbye;
pub use icon::{Icon, IconName};
pub use impersonation_banner::ImpersonationBanner;
pub use landing::Landing;
pub use link_times::{LinkTimes, OlderLinks};
pub use logo::{Logo, LogoMark};
pub use moment::Moment;
pub use money::Price;
pub use not_loaded::NotLoaded;
pub use notice::Notice;
pub use offer_facts::{OfferFacts, offer_in_brief};
pub use page_header::PageHeader;
pub use paging::Paging;
pub use public_pages::{PublicCollectionView, PublicDeal, SharedCollection};
pub use rail::Rail;
pub use rating_badge::RatingBadge;
pub use relative_time::{exact_time, relative_time};
pub use rule_preview::RulePreviewPanel;
pub use rule_rows::ConditionRows;
pub use sample_offers::SampleOffers;
pub use select_field::{Choice, SelectField};
pub use site_header::{SiteFooter, SiteHeader};
pub use skeleton::ListSkeleton;
pub use skip_link::{MAIN, SkipLink};
pub use slider::SliderField;
pub use source_link::SourceLink;
pub use sparkline::Sparkline;
pub use steps::{Step, Steps};
#[cfg(feature = "ssr")]
pub use styleguide::Styleguide;
pub use switch::Switch;
pub use tab_links::{TabLink, TabLinks};
pub use text_area_field::TextAreaField;
pub use text_file_field::TextFileField;
pub use theme_toggle::{ThemeToggle, show_theme};
pub use toast::{ToastRegion, Toasts, provide_toasts, use_toasts};
pub use user_menu::UserMenu;
pub use waterfall::{Waterfall, WaterfallStep};
pub use weight_bars::WeightBars;
pub use worked_example::{Deduction, Example, WorkedExample};
