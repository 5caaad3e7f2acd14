//! Every form as a browser sends it that runs no script: what its page holds, to where it says, and
//! then the page that the answer leads to, which tells what came of it.

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use deal_brain::{
    admin::{
        ownerless::actions::AssignOrphans,
        people::{
            actions::{ChangePlan, ChangeRole},
            acts::{ChangeStanding, PurgePerson, RevokeSessions},
        },
        sync::actions::StartSync,
        system::actions::SetSwitch,
        webhooks::actions::RetryMessages,
    },
    error::{Error, Refusal},
    pages::{
        collections::actions::{ChangeCollection, ChangeItem, CreateCollection},
        cpus::actions::{AddCpu, ChangeCpu, DeleteCpu},
        gpus::actions::{AddGpu, ChangeGpu, DeleteGpu},
        inbox::actions::ReadAllNews,
        listings::{
            actions::{
                ActOnOffers, CopyFromLibrary, DiscardImport, LoadSamples, PreviewImport,
                RemoveSamples, UpdatePrice,
            },
            offer::actions::{ChangeListing, ChooseRulesets, DeleteListing, NotePrice, TakeBack},
        },
        profiles::actions::{CreateProfile, DeleteProfile},
        rules::actions::{DeleteGroup, DeleteRule, SaveGroup, SwitchRules},
        settings::actions::{DeleteAccount, SavePreferences},
    },
    state::RateLimits,
};
use leptos::server_fn::ServerFn;
use serde_json::json;
use sqlx::PgPool;
use url::form_urlencoded;

use crate::{
    catalogue::promote,
    collections::{collection, offer},
    inbox_pages::send,
    shared_library::ownerless,
    support::{self, Answer, App, ClerkStandIn, ORIGIN, Person, now},
    valuation::{flat, ruleset},
};

/// A form of a page, as the browser would send it.
#[derive(Debug)]
struct Form {
    page: String,
    fields: Vec<(String, String)>,
}

impl Form {
    /// The first form of a page that is sent to `action` and holds `about`.
    #[track_caller]
    fn of(page: String, action: &str, about: &str) -> Self {
        let wanted = format!("action=\"{action}\"");
        let markup = page
            .split("<form")
            .skip(1)
            .filter_map(|rest| rest.split("</form>").next())
            .find(|form| {
                let tag = form.split('>').next().unwrap_or_default();
                tag.contains(&wanted) && form.contains(about)
            })
            .unwrap_or_else(|| panic!("no form about “{about}” is sent to {action} in {page}"));
        let fields = fields(markup);
        Self { page, fields }
    }

    fn field(&self, name: &str) -> Option<&str> {
        let field = self.fields.iter().find(|(it, _)| it == name);
        field.map(|(_, value)| value.as_str())
    }

    /// Types or chooses something, ticks a box, or presses a button that has a name.
    #[track_caller]
    fn fill(&mut self, name: &str, value: &str) {
        assert!(
            self.page.contains(&format!("name=\"{name}\"")),
            "nothing is called {name} in {}",
            self.page
        );
        self.fields.retain(|(it, _)| it != name);
        self.fields.push((name.to_owned(), value.to_owned()));
    }

    fn untick(&mut self, name: &str) {
        self.fields.retain(|(it, _)| it != name);
    }

    fn body(&self) -> String {
        form_urlencoded::Serializer::new(String::new())
            .extend_pairs(&self.fields)
            .finish()
    }
}

/// What a form sends that nobody has touched.
fn fields(form: &str) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    let mut list: Option<(String, Option<String>)> = None;
    for piece in form.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        let name = attribute(tag, "name");
        let value = attribute(tag, "value");
        match (tag.split(' ').next().unwrap_or_default(), name) {
            ("input", Some(name)) => {
                let is_box = attribute(tag, "type").as_deref() == Some("checkbox");
                if !is_box {
                    fields.push((name, value.unwrap_or_default()));
                } else if tag.contains(" checked") {
                    fields.push((name, value.unwrap_or_else(|| "on".to_owned())));
                }
            }
            ("textarea", Some(name)) => fields.push((name, plain(text))),
            ("select", Some(name)) => list = Some((name, None)),
            ("option", _) => {
                if let Some((_, chosen)) = &mut list
                    && (chosen.is_none() || tag.contains(" selected"))
                {
                    *chosen = value;
                }
            }
            ("/select", _) => {
                if let Some((name, chosen)) = list.take() {
                    fields.push((name, chosen.unwrap_or_default()));
                }
            }
            _ => {}
        }
    }
    fields
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split('"').next().map(plain)
}

fn plain(escaped: &str) -> String {
    [
        ("&quot;", "\""),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(escaped.to_owned(), |text, (from, to)| {
        text.replace(from, to)
    })
}

/// Where an answer leads, as a path of ours.
#[track_caller]
fn onwards(answer: &Answer) -> String {
    assert!(
        matches!(answer.status.as_u16(), 302 | 303),
        "it leads nowhere: {answer:?}"
    );
    let location = answer.header("location").unwrap();
    location.strip_prefix(ORIGIN).unwrap_or(location).to_owned()
}

async fn page(person: &Person<'_>, path: &str) -> String {
    person.visit(path).await.expect(200).markup()
}

/// The form of a page that is there.
async fn form(person: &Person<'_>, on: &str, action: &str, about: &str) -> Form {
    Form::of(page(person, on).await, action, about)
}

/// What somebody does with a form, and what they get to see.
struct Sent<'a> {
    on: &'a str,
    action: &'a str,
    /// What tells the form from others of the page.
    about: &'a str,
    fields: &'a [(&'a str, &'a str)],
    /// The page that it leads to; a star stands for the number of what was made.
    leads: &'a str,
    tells: &'a str,
    /// What is on the page no longer; nothing, when empty.
    hides: &'a str,
}

/// Nothing in particular.
const FORM: Sent<'static> = Sent {
    on: "",
    action: "",
    about: "",
    fields: &[],
    leads: "",
    tells: "",
    hides: "",
};

/// Sends a form; gives the path that it has led to.
async fn send_by_hand(person: &Person<'_>, sent: &Sent<'_>) -> String {
    let Sent {
        on,
        action,
        about,
        fields,
        leads,
        tells,
        hides,
    } = sent;
    let mut form = form(person, on, action, about).await;
    for (name, value) in *fields {
        form.fill(name, value);
    }
    let there = if action.starts_with("/fn/") {
        onwards(&person.send_form(action, on, &form.body()).await)
    } else {
        format!("{action}?{}", form.body())
    };
    match leads.strip_suffix('*') {
        Some(path) => {
            let number = there.strip_prefix(path).unwrap_or_default();
            assert!(number.parse::<i64>().is_ok(), "{action} leads to {there}");
        }
        None => assert_eq!(there, *leads, "{action}"),
    }
    let shown = page(person, &there).await;
    assert!(
        shown.contains(tells),
        "{action}: “{tells}” is not in {shown}"
    );
    assert!(
        hides.is_empty() || !shown.contains(hides),
        "{action}: “{hides}” is still in {shown}"
    );
    there
}

#[sqlx::test]
async fn an_offer_is_kept_by_the_forms_of_its_page(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let body = json!({"title": "Beelink SER5", "price_usd": "309", "ram_gb": 16});
    let made = ada.post("/api/v1/listings", body).await.expect(201).json();
    let page = format!("/listings/{}", made["id"]);
    let tab = |name: &str| format!("{page}?tab={name}");
    let sets = ada.get("/api/v1/rulesets").await.expect(200).json();
    let baseline = sets["items"][0]["id"].to_string();
    for sent in [
        Sent {
            on: &page,
            action: NotePrice::PATH,
            fields: &[("price[price_usd]", "289.50"), ("price[note]", "by phone")],
            leads: &page,
            tells: "by phone",
            ..FORM
        },
        Sent {
            on: &tab("notes"),
            action: ChangeListing::PATH,
            about: "listing[notes]",
            fields: &[("listing[notes]", "a quiet fan")],
            leads: &tab("notes"),
            tells: "a quiet fan</textarea>",
            ..FORM
        },
        Sent {
            on: &tab("valuation"),
            action: ChooseRulesets::PATH,
            fields: &[("choice[disabled_ruleset_ids][]", &baseline)],
            leads: &tab("valuation"),
            tells: "Not asked: it is left out for this offer.",
            ..FORM
        },
        Sent {
            on: &page,
            action: ChangeListing::PATH,
            about: "Archive",
            leads: &page,
            tells: "Restore</span>",
            hides: "Archive</span>",
            ..FORM
        },
        Sent {
            on: &page,
            action: ChangeListing::PATH,
            about: "Restore",
            leads: &page,
            tells: "Archive</span>",
            hides: "Restore</span>",
            ..FORM
        },
        Sent {
            on: &format!("{page}?confirm=delete"),
            action: DeleteListing::PATH,
            leads: "/listings",
            tells: "No offers yet",
            hides: "Beelink SER5",
            ..FORM
        },
    ] {
        send_by_hand(&ada, &sent).await;
    }
    ada.visit(&page).await.expect(404);
}

#[sqlx::test]
async fn the_rows_of_the_list_work_by_their_forms(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let id = offer(&ada, "Beelink SER5").await;
    offer(&ada, "Minisforum UM690").await;
    let number = id.to_string();
    let price = format!("/listings?price_of={id}");
    let archived = "/listings?status=archived";
    for sent in [
        Sent {
            on: &price,
            action: UpdatePrice::PATH,
            fields: &[("price_usd", "279")],
            leads: &price,
            tells: "value=\"279.00\"",
            ..FORM
        },
        Sent {
            on: "/listings",
            action: ActOnOffers::PATH,
            about: "type=\"hidden\" name=\"act\" value=\"archive\"",
            fields: &[("offers[]", &number)],
            leads: "/listings",
            tells: "Minisforum UM690",
            hides: "Beelink SER5",
        },
        Sent {
            on: archived,
            action: ActOnOffers::PATH,
            about: "type=\"hidden\" name=\"act\" value=\"restore\"",
            fields: &[("offers[]", &number)],
            leads: archived,
            tells: "Nothing matches",
            hides: "Beelink SER5",
        },
    ] {
        send_by_hand(&ada, &sent).await;
    }
    let menu = format!("form=\"archive-one\" name=\"offers[]\" value=\"{id}\"");
    assert!(page(&ada, "/listings").await.contains(&menu));
}

#[sqlx::test]
async fn samples_the_library_and_a_file_work_by_forms(pool: PgPool) {
    let shared = ownerless(&pool, "OptiPlex of old").await.to_string();
    let app = App::new(pool);
    let ada = app.newcomer();
    let import = "/listings/import";
    for sent in [
        Sent {
            on: "/listings",
            action: LoadSamples::PATH,
            leads: "/listings",
            tells: "28 sample offers are among yours.",
            ..FORM
        },
        Sent {
            on: "/listings",
            action: RemoveSamples::PATH,
            leads: "/listings",
            tells: "No offers yet",
            hides: "among yours",
            ..FORM
        },
        Sent {
            on: import,
            action: PreviewImport::PATH,
            fields: &[("text", "title\nBeelink SER5\n")],
            leads: import,
            tells: "1 offer would be added",
            ..FORM
        },
        Sent {
            on: import,
            action: DiscardImport::PATH,
            leads: import,
            tells: "Its text",
            hides: "would be added",
            ..FORM
        },
        Sent {
            on: "/listings?library=shared",
            action: CopyFromLibrary::PATH,
            fields: &[("original", &shared)],
            leads: "/listings/*",
            tells: "OptiPlex of old",
            hides: "Not yours: read only",
            ..FORM
        },
    ] {
        send_by_hand(&ada, &sent).await;
    }
}

#[sqlx::test]
async fn forms_that_only_ask_lead_to_the_answer(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let first = offer(&ada, "Beelink SER5").await;
    let second = offer(&ada, "Minisforum UM690").await;
    let asked = page(&ada, "/dashboard?budget=75").await;
    assert!(asked.contains("Use my own"), "{asked}");
    send_by_hand(
        &ada,
        &Sent {
            on: "/dashboard",
            action: "/dashboard",
            fields: &[("budget", "75")],
            leads: "/dashboard?budget=75",
            tells: "value=\"75.00\"",
            ..FORM
        },
    )
    .await;
    // Of a list of boxes each that is ticked is sent.
    let mut pick = form(&ada, "/compare", "/compare", "Tick two to four").await;
    pick.fill("ids", &first.to_string());
    let others = page(&ada, "/compare").await;
    let boxes = others.matches("name=\"ids\"").count();
    assert_eq!(boxes, 2, "{others}");
    let both = format!("/compare?{}&ids={second}", pick.body());
    let compared = page(&ada, &both).await;
    assert!(
        compared.contains("Beelink SER5") && compared.contains("Minisforum UM690"),
        "{compared}"
    );
    assert!(!compared.contains("Tick two to four"), "{compared}");
}

#[sqlx::test]
async fn shares_and_news_work_by_forms(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    send(&ada, &ben, "Beelink SER5").await;
    let listed = ada.get("/api/v1/listings").await.expect(200).json();
    let sharing = format!("/listings/{}?tab=sharing", listed["items"][0]["id"]);
    let news = "/inbox?tab=notifications";
    send_by_hand(
        &ben,
        &Sent {
            on: news,
            action: ReadAllNews::PATH,
            leads: news,
            tells: "Earlier",
            hides: "Unread (",
            ..FORM
        },
    )
    .await;
    send_by_hand(
        &ada,
        &Sent {
            on: &sharing,
            action: TakeBack::PATH,
            leads: &sharing,
            tells: "To a person",
            hides: "Not opened yet",
            ..FORM
        },
    )
    .await;
}

#[sqlx::test]
async fn profiles_and_rules_are_kept_by_forms(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let made = send_by_hand(
        &ada,
        &Sent {
            on: "/profiles",
            action: CreateProfile::PATH,
            fields: &[("name", "For the rack")],
            leads: "/profiles/*",
            tells: "For the rack",
            ..FORM
        },
    )
    .await;
    let (set, group) = ruleset(&ada, "Mine").await;
    let path = format!("/api/v1/rule-groups/{group}/rules");
    let rule = ada.post(&path, flat("Shipping", 9)).await.expect(201);
    let (set, rule) = (
        format!("/rules/{set}"),
        format!("/rules/{set}/rules/{}", rule.json()["id"]),
    );
    for sent in [
        Sent {
            on: &made,
            action: DeleteProfile::PATH,
            leads: "/profiles",
            tells: "Scoring profiles",
            hides: "For the rack",
            ..FORM
        },
        Sent {
            on: &rule,
            action: DeleteRule::PATH,
            leads: &set,
            tells: "No rules in this group yet.",
            hides: "Shipping",
            ..FORM
        },
        Sent {
            on: &set,
            action: SaveGroup::PATH,
            about: "Save group",
            fields: &[("name", "What the parts are worth")],
            leads: &set,
            tells: "What the parts are worth",
            ..FORM
        },
        Sent {
            on: &set,
            action: DeleteGroup::PATH,
            leads: &set,
            tells: "No rules yet",
            hides: "What the parts are worth",
            ..FORM
        },
    ] {
        send_by_hand(&ada, &sent).await;
    }
}

#[sqlx::test]
async fn parts_are_kept_by_an_administrators_forms(pool: PgPool) {
    let app = App::new(pool.clone());
    let iris = app.newcomer();
    promote(&pool, &iris).await;
    for (kind, add, change, delete) in [
        ("cpu", AddCpu::PATH, ChangeCpu::PATH, DeleteCpu::PATH),
        ("gpu", AddGpu::PATH, ChangeGpu::PATH, DeleteGpu::PATH),
    ] {
        let (name, maker) = (format!("{kind}[name]"), format!("{kind}[manufacturer]"));
        let (list, new) = (format!("/{kind}s"), format!("/{kind}s/new"));
        let made = send_by_hand(
            &iris,
            &Sent {
                on: &new,
                action: add,
                fields: &[(&name, "Pentium of the attic")],
                leads: &format!("{list}/*"),
                tells: "Pentium of the attic",
                ..FORM
            },
        )
        .await;
        let unnamed = Sent {
            on: &made,
            action: change,
            fields: &[(&name, ""), (&maker, "A garage")],
            ..FORM
        };
        let back = refused(&iris, &unnamed, "The name must not be empty.").await;
        let back = Form::of(back, change, "");
        assert_eq!(back.field(&maker), Some("A garage"));
        assert_eq!(back.field(&name), Some(""));
        for sent in [
            Sent {
                fields: &[(&maker, "Garage Ltd")],
                leads: &made,
                tells: "<dd>Garage Ltd</dd>",
                ..unnamed
            },
            Sent {
                on: &made,
                action: delete,
                leads: &list,
                hides: "Pentium of the attic",
                ..FORM
            },
        ] {
            send_by_hand(&iris, &sent).await;
        }
    }
}

#[sqlx::test]
async fn somebody_leaves_by_a_form(pool: PgPool) {
    let clerk = ClerkStandIn::start().await;
    let app = app_at(&pool, &clerk);
    let (user, session) = clerk.sign_in().await;
    let ada = app
        .somebody(&user)
        .claiming(&json!({"sid": session, "fva": [0, -1]}));
    send_by_hand(
        &ada,
        &Sent {
            on: "/settings/data",
            action: DeleteAccount::PATH,
            fields: &[("confirmation", "delete my account")],
            leads: "/goodbye",
            tells: "Your account is deleted",
            ..FORM
        },
    )
    .await;
}

/// The application with the stand-in's Backend API behind it.
fn app_at(pool: &PgPool, clerk: &ClerkStandIn) -> App {
    let (url, key) = (clerk.stand_in.url(), clerk.stand_in.secret_key());
    App::with(pool.clone(), |builder| builder.api_url(url).secret_key(key))
}

/// An administrator who has just signed in.
async fn administrator<'a>(app: &'a App, pool: &PgPool) -> Person<'a> {
    let iris = app.newcomer();
    promote(pool, &iris).await;
    iris.claiming(&json!({"fva": [1, -1]}))
}

async fn number_of(person: &Person<'_>) -> String {
    person.get("/api/v1/users/me").await.expect(200).json()["id"].to_string()
}

#[sqlx::test]
async fn an_administrator_acts_on_a_person_by_forms(pool: PgPool) {
    let clerk = ClerkStandIn::start().await;
    let app = app_at(&pool, &clerk);
    let iris = administrator(&app, &pool).await;
    let (user, session) = clerk.sign_in().await;
    let ben = app.somebody(&user).claiming(&json!({"sid": session}));
    let id = number_of(&ben).await;
    let person = format!("/admin/people/{id}");
    let sessions = format!("{person}?sessions=shown");
    let (phrase, gone) = (
        format!("purge {id}"),
        format!("Person {id} is gone for good"),
    );
    let reason = ("reason", "a test");
    for sent in [
        Sent {
            on: &person,
            action: ChangePlan::PATH,
            fields: &[("plan", "growth"), reason],
            leads: &person,
            tells: "<dd>Growth</dd>",
            ..FORM
        },
        Sent {
            on: &person,
            action: ChangeRole::PATH,
            fields: &[("role", "admin"), reason],
            leads: &person,
            tells: "name=\"seen\" value=\"admin\"",
            ..FORM
        },
        Sent {
            on: &person,
            action: ChangeRole::PATH,
            fields: &[("role", "user"), reason],
            leads: &person,
            tells: "name=\"seen\" value=\"user\"",
            ..FORM
        },
        Sent {
            on: &sessions,
            action: RevokeSessions::PATH,
            fields: &[reason],
            leads: &sessions,
            tells: "Not signed in anywhere.",
            ..FORM
        },
        Sent {
            on: &person,
            action: ChangeStanding::PATH,
            fields: &[("act", "deactivate"), reason],
            leads: &person,
            tells: "Deactivated",
            ..FORM
        },
        Sent {
            on: &person,
            action: PurgePerson::PATH,
            fields: &[("confirmation", &phrase), reason],
            leads: &format!("/admin/people?purged={id}"),
            tells: &gone,
            ..FORM
        },
    ] {
        send_by_hand(&iris, &sent).await;
    }
    iris.visit(&person).await.expect(404);
    for made_up in ["/admin/people", "/admin/people?purged=everybody"] {
        let shown = page(&iris, made_up).await;
        assert!(!shown.contains("is gone for good"), "{made_up}");
    }
}

#[sqlx::test]
async fn the_upkeep_is_done_by_forms(pool: PgPool) {
    let clerk = ClerkStandIn::start().await;
    let app = app_at(&pool, &clerk);
    // Comparing keeps out whoever is not at Clerk.
    let (user, session) = clerk.sign_in().await;
    let iris = app.somebody(&user).claiming(&json!({"sid": session}));
    promote(&pool, &iris).await;
    let own = number_of(&iris).await;
    sqlx::raw_sql(
        r#"insert into webhook_event (message_id, event_type, outcome, payload, error, happened_at)
           values ('msg_1', 'user.deleted', 'failed',
                   '{"type":"user.deleted","data":{"id":"user_failed"},"timestamp":1716883200000}',
                   'the disk is full', now()),
                  ('msg_2', 'user.created', 'failed', '{}', 'nonsense', null)"#,
    )
    .execute(&pool)
    .await
    .unwrap();
    ownerless(&pool, "another of old").await;
    let old = ownerless(&pool, "OptiPlex of old").await.to_string();
    for sent in [
        Sent {
            on: "/admin/webhooks",
            action: RetryMessages::PATH,
            about: "value=\"msg_1\"",
            leads: "/admin/webhooks",
            tells: "msg_2",
            hides: "msg_1",
            ..FORM
        },
        Sent {
            on: "/admin/webhooks",
            action: RetryMessages::PATH,
            about: "Retry all",
            leads: "/admin/webhooks",
            tells: "msg_2",
            ..FORM
        },
        Sent {
            on: "/admin/ownerless",
            action: AssignOrphans::PATH,
            fields: &[("ids[]", &old), ("person", &own)],
            leads: "/admin/ownerless",
            tells: "another of old",
            hides: "OptiPlex of old",
            ..FORM
        },
        Sent {
            on: "/admin/sync",
            action: StartSync::PATH,
            leads: "/admin/sync",
            tells: "Compare now",
            ..FORM
        },
    ] {
        send_by_hand(&iris, &sent).await;
    }
    let kept: Vec<String> = sqlx::query_scalar(
        "select kind from audit_event where kind in ('orphans_assigned', 'sync_started', 'webhooks_retried') order by id",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    assert_eq!(
        kept,
        [
            "webhooks_retried",
            "webhooks_retried",
            "orphans_assigned",
            "sync_started"
        ]
    );
}

/// Sends a form that is not carried out; gives the page, which tells why.
async fn refused(person: &Person<'_>, sent: &Sent<'_>, why: &str) -> String {
    let mut form = form(person, sent.on, sent.action, sent.about).await;
    for (name, value) in sent.fields {
        form.fill(name, value);
    }
    refused_as_it_is(person, &form, sent.on, sent.action, why).await
}

async fn refused_as_it_is(
    person: &Person<'_>,
    form: &Form,
    on: &str,
    action: &str,
    why: &str,
) -> String {
    let back = onwards(&person.send_form(action, on, &form.body()).await);
    let path_of = |address: &str| address.split('?').next().map(str::to_owned);
    assert_eq!(path_of(&back), path_of(on), "{action} leads to {back}");
    let shown = page(person, &back).await;
    assert!(shown.contains(why), "{action}: “{why}” is not in {shown}");
    shown
}

#[sqlx::test]
async fn what_was_typed_into_a_form_of_a_collection_stays(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let sent = Sent {
        on: "/collections",
        action: CreateCollection::PATH,
        fields: &[
            ("collection[description]", "three nodes & a switch"),
            ("collection[visibility]", "unlisted"),
        ],
        ..FORM
    };
    let back = refused(&ada, &sent, "The name must not be empty.").await;
    let back = Form::of(back, CreateCollection::PATH, "");
    assert_eq!(
        back.field("collection[description]"),
        Some("three nodes & a switch")
    );
    assert_eq!(back.field("collection[visibility]"), Some("unlisted"));

    let id = collection(&ada, json!({"name": "Desk"})).await;
    let desk = format!("/collections/{id}");
    let sent = Sent {
        on: &desk,
        action: ChangeCollection::PATH,
        about: "collection[name]",
        fields: &[
            ("collection[name]", ""),
            ("collection[description]", "quiet ones"),
        ],
        ..FORM
    };
    let back = refused(&ada, &sent, "That was not done").await;
    let back = Form::of(back, ChangeCollection::PATH, "collection[name]");
    assert_eq!(back.field("collection[name]"), Some(""));
    assert_eq!(back.field("collection[description]"), Some("quiet ones"));
}

/// Two items, one of which was changed elsewhere: the other's note is not mistaken for it, and what is
/// sent again is refused again until the page is loaded anew.
#[sqlx::test]
async fn a_note_that_came_too_late_stays_with_its_offer(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let id = collection(&ada, json!({"name": "Desk"})).await;
    let items = format!("/api/v1/collections/{id}/items");
    let mut numbers = Vec::new();
    for title in ["Beelink SER5", "Minisforum UM690"] {
        let body = json!({"listing_id": offer(&ada, title).await});
        let item = ada.post(&items, body).await.expect(201).json();
        numbers.push(item["id"].to_string());
    }
    let desk = format!("/collections/{id}");
    let about = |number: &str| format!("id=\"note-{number}\"");
    let mut note = form(&ada, &desk, ChangeItem::PATH, &about(&numbers[0])).await;
    note.fill("item[notes]", "ask for the 65 W adapter");
    let elsewhere = json!({"notes": "sold?"});
    ada.patch(&format!("{items}/{}", numbers[0]), elsewhere)
        .await
        .expect(200);
    for _ in 0..2 {
        let shown =
            refused_as_it_is(&ada, &note, &desk, ChangeItem::PATH, "That was not done").await;
        let other = Form::of(shown.clone(), ChangeItem::PATH, &about(&numbers[1]));
        assert_eq!(other.field("item[notes]"), Some(""));
        note = Form::of(shown, ChangeItem::PATH, &about(&numbers[0]));
        assert_eq!(note.field("item[notes]"), Some("ask for the 65 W adapter"));
    }
    let anew = form(&ada, &desk, ChangeItem::PATH, &about(&numbers[0])).await;
    assert_eq!(anew.field("item[notes]"), Some("sold?"));
}

#[sqlx::test]
async fn preferences_that_were_not_taken_stay_as_they_were_typed(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let on = "/settings/preferences";
    let action = SavePreferences::PATH;
    let mut typed = form(&ada, on, action, "").await;
    assert_eq!(typed.field("preferences[price_drop]"), Some("on"));
    typed.fill("preferences[budget_usd]", "a lot");
    typed.fill("preferences[display_name]", "Ada of the lab");
    typed.fill("preferences[theme]", "dark");
    typed.untick("preferences[price_drop]");
    let back = refused_as_it_is(&ada, &typed, on, action, "The budget must be").await;
    let mut back = Form::of(back, action, "");
    for (name, value) in &typed.fields {
        assert_eq!(back.field(name), Some(value.as_str()), "{name}");
    }
    assert_eq!(back.field("preferences[price_drop]"), None);

    // What was typed before does not stand in the way of what is saved at last.
    back.fill("preferences[budget_usd]", "275");
    let failed = format!("{on}?__path={action}&__err=x&preferences[budget_usd]=a+lot");
    let answer = ada.send_form(action, &failed, &back.body()).await;
    assert_eq!(onwards(&answer), on);
    let saved = form(&ada, on, action, "").await;
    assert_eq!(saved.field("preferences[budget_usd]"), Some("275.00"));
    assert_eq!(saved.field("preferences[price_drop]"), None);
}

#[sqlx::test]
async fn the_reason_that_an_administrator_has_typed_stays(pool: PgPool) {
    let app = App::new(pool.clone());
    let iris = administrator(&app, &pool).await;
    let ben = app.newcomer();
    let id = number_of(&ben).await;
    let on = format!("/admin/people/{id}");
    let reason = ("reason", "joins the team");
    // Each is refused for what has changed since, or does not fit.
    for (action, fields, title) in [
        (
            ChangeRole::PATH,
            [("seen", "admin"), ("role", "admin"), reason],
            "The role was not changed",
        ),
        (
            ChangePlan::PATH,
            [("seen", "growth"), ("plan", "enterprise"), reason],
            "The plan was not changed",
        ),
        (
            ChangeStanding::PATH,
            [("act", "reactivate"), ("act", "reactivate"), reason],
            "Nothing was changed",
        ),
    ] {
        let sent = Sent {
            on: &on,
            action,
            fields: &fields,
            ..FORM
        };
        let shown = refused(&iris, &sent, title).await;
        let back = Form::of(shown.clone(), action, "");
        assert_eq!(back.field("reason"), Some("joins the team"), "{action}");
        if action != ChangeStanding::PATH {
            let (chosen, value) = fields[1];
            assert_eq!(back.field(chosen), Some(value), "{action}");
        }
        // The other forms of the page have a reason of their own.
        for other in [ChangeRole::PATH, ChangePlan::PATH, ChangeStanding::PATH] {
            if other != action {
                let form = Form::of(shown.clone(), other, "");
                assert_eq!(form.field("reason"), Some(""), "{other} after {action}");
            }
        }
    }
    let known = iris.get(&format!("/api/v1/admin/users/{id}")).await;
    let known = known.expect(200).json();
    assert_eq!(
        (&known["role"], &known["plan"]),
        (&json!("user"), &json!("solo"))
    );
}

#[sqlx::test]
async fn a_switch_that_was_not_switched_says_so(pool: PgPool) {
    let app = App::new(pool.clone());
    let iris = administrator(&app, &pool).await;
    let sent = Sent {
        on: "/admin/system",
        action: SetSwitch::PATH,
        fields: &[("name", "NO_SUCH_SWITCH")],
        ..FORM
    };
    refused(&iris, &sent, "Nothing was switched").await;

    let ada = app.newcomer();
    let (set, _) = ruleset(&ada, "Mine").await;
    let set_page = format!("/rules/{set}");
    for on in ["/rules", set_page.as_str()] {
        let sent = Sent {
            on,
            action: SwitchRules::PATH,
            fields: &[("id", "999999")],
            ..FORM
        };
        let shown = refused(&ada, &sent, "Nothing was switched").await;
        assert_eq!(shown.matches("Nothing was switched").count(), 1, "{shown}");
        let quiet = page(&ada, on).await;
        assert!(!quiet.contains("Nothing was switched"), "{quiet}");
    }
}

/// The application that admits a person to a costly door once in a minute.
fn hurried(pool: PgPool) -> App {
    let mut state = support::state(pool, |clerk| clerk);
    state.rate_limits = RateLimits::new(1, 0);
    App::of(state)
}

#[sqlx::test]
async fn who_sends_a_form_too_often_is_told_on_its_page(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    let on = format!("/listings/{}", offer(&ada, "Beelink SER5").await);
    let hurried = hurried(pool);
    let ada = ada.at(&hurried);
    let first = Sent {
        on: &on,
        action: NotePrice::PATH,
        fields: &[("price[price_usd]", "289.50"), ("price[note]", "by phone")],
        leads: &on,
        tells: "289.50",
        ..FORM
    };
    send_by_hand(&ada, &first).await;
    let second = Sent {
        fields: &[("price[price_usd]", "279"), ("price[note]", "by letter")],
        ..first
    };
    let why = Error::RateLimited.to_string();
    let back = Form::of(refused(&ada, &second, &why).await, NotePrice::PATH, "");
    assert_eq!(back.field("price[price_usd]"), Some("279"));
    assert_eq!(back.field("price[note]"), Some("by letter"));
    // With a script the page itself has to be told.
    let by_script = ada.submit(NotePrice::PATH, ORIGIN, &back.body()).await;
    assert_eq!(by_script.expect(429).error_code(), "rate_limited");
}

#[sqlx::test]
async fn who_acts_as_somebody_is_told_on_the_page_what_is_not_theirs_to_do(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    ada.get("/api/v1/users/me").await.expect(200);
    let support = ada.claiming(&json!({"act": {"sub": "user_support"}, "fva": [1, -1]}));
    let sent = Sent {
        on: "/settings/preferences",
        action: SavePreferences::PATH,
        fields: &[("preferences[budget_usd]", "275")],
        ..FORM
    };
    let why = Error::Forbidden(Refusal::Impersonation).to_string();
    let shown = refused(&support, &sent, &why).await;
    assert!(shown.contains("Your preferences were not saved"), "{shown}");
    let back = Form::of(shown, SavePreferences::PATH, "");
    assert_eq!(back.field("preferences[budget_usd]"), Some("275"));
}

#[sqlx::test]
async fn who_was_kept_out_meanwhile_is_told_so(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    let on = format!("/listings/{}", offer(&ada, "Beelink SER5").await);
    let note = form(&ada, &on, NotePrice::PATH, "").await;
    sqlx::query("update app_user set is_active = false where clerk_id = $1")
        .bind(&ada.clerk_id)
        .execute(&pool)
        .await
        .unwrap();
    let back = onwards(&ada.send_form(NotePrice::PATH, &on, &note.body()).await);
    let told = ada.visit(&back).await.expect(403);
    let why = Error::Forbidden(Refusal::AccountDeactivated).to_string();
    assert!(told.markup().contains(&why), "{told:?}");
}

#[sqlx::test]
async fn who_has_signed_out_meanwhile_is_asked_to_sign_in_and_comes_back(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let on = format!("/listings/{}", offer(&ada, "Beelink SER5").await);
    let note = form(&ada, &on, NotePrice::PATH, "").await;
    let session = format!("sess_of_{}", ada.clerk_id);
    app.state.ended_sessions.remember(&session);
    let back = onwards(&ada.send_form(NotePrice::PATH, &on, &note.body()).await);
    let redirect: String = form_urlencoded::Serializer::new(String::new())
        .append_pair("redirect_url", &on)
        .finish();
    assert_eq!(back, format!("/sign-in?{redirect}"));
}

#[sqlx::test]
async fn who_is_no_administrator_any_more_is_told_so(pool: PgPool) {
    let app = App::new(pool.clone());
    let iris = administrator(&app, &pool).await;
    let on = "/admin/system";
    let switch = form(&iris, on, SetSwitch::PATH, "").await;
    sqlx::query("update app_user set role = 'user' where clerk_id = $1")
        .bind(&iris.clerk_id)
        .execute(&pool)
        .await
        .unwrap();
    let back = onwards(&iris.send_form(SetSwitch::PATH, on, &switch.body()).await);
    let told = iris.visit(&back).await.expect(403);
    let why = Error::Forbidden(Refusal::Role).to_string();
    assert!(told.markup().contains(&why), "{told:?}");
}

/// A form that says it is of another page than one of ours, or of none.
async fn send_from(app: &App, person: &Person<'_>, function: &str, page: Option<&str>) -> Answer {
    let mut request = Request::builder()
        .method(Method::POST)
        .uri(function)
        .header(header::HOST, "deals.example.com")
        .header(header::ORIGIN, ORIGIN)
        .header(header::ACCEPT, "text/html,application/xhtml+xml")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(
            header::COOKIE,
            format!("__session={}; __client_uat={}", person.token(), now() - 60),
        );
    if let Some(page) = page {
        request = request.header(header::REFERER, page);
    }
    app.send(request.body(Body::empty()).unwrap()).await
}

#[sqlx::test]
async fn a_refused_form_of_no_page_of_ours_is_answered_by_a_page(pool: PgPool) {
    let app = hurried(pool);
    let ada = app.newcomer();
    ada.get("/api/v1/users/me").await.expect(200);
    send_from(&app, &ada, LoadSamples::PATH, None).await;
    for from in [
        None,
        Some("https://evil.example/listings"),
        Some("https://deals.example.com.evil.example/"),
        Some("/listings"),
    ] {
        let answer = send_from(&app, &ada, LoadSamples::PATH, from).await;
        assert_eq!(answer.header("location"), None, "{from:?}");
        let answer = answer.expect(429);
        let kind = answer.header("content-type").unwrap();
        assert!(kind.starts_with("text/html"), "{from:?}: {kind}");
        assert_eq!(answer.header("retry-after"), Some("60"));
        assert!(answer.text.contains("Wait a minute, then try again."));
    }
}

#[sqlx::test]
async fn a_form_of_a_page_that_is_out_of_date_is_answered_by_a_page(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let answer = ada.send_form("/fn/note_price1", "/listings", "id=1").await;
    let kind = answer.header("content-type").unwrap();
    assert!(kind.starts_with("text/html"), "{kind}");
    assert!(answer.expect(404).text.contains("Nothing here"));
    let by_script = ada.submit("/fn/note_price1", ORIGIN, "id=1").await;
    assert_eq!(by_script.expect(404).error_code(), "not_found");
}
