use leptos::prelude::*;

use super::{Badge, Column, Logo, MAIN, SiteFooter, SkipLink, Table, TableFrame, Tone};

/// The interface, as its page shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApiDocs {
    /// Its version.
    pub version: String,
    /// The operations, noun by noun.
    pub nouns: Vec<ApiNoun>,
    /// What the operations take and answer.
    pub shapes: Vec<ApiShape>,
}

/// The operations about one thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApiNoun {
    /// What they are about.
    pub name: String,
    /// The operations.
    pub operations: Vec<ApiOperation>,
}

/// One operation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApiOperation {
    /// Its name in the document.
    pub id: String,
    /// `GET`, `POST`, …
    pub method: String,
    /// Its path.
    pub path: String,
    /// Who may call it: `public`, `user`, `admin` or `operator`.
    pub access: String,
    /// What it does, in a line.
    pub summary: String,
    /// More about it.
    pub description: Option<String>,
    /// What its path and query say.
    pub parameters: Vec<ApiField>,
    /// What its body holds.
    pub body: Option<ApiType>,
    /// What it answers, by status.
    pub answers: Vec<ApiAnswer>,
}

/// An answer of an operation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApiAnswer {
    /// The HTTP status.
    pub status: String,
    /// When it is given.
    pub meaning: String,
    /// What it holds.
    pub body: Option<ApiType>,
}

/// A shape with a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApiShape {
    /// Its name.
    pub name: String,
    /// What it is.
    pub description: Option<String>,
    /// What it is made of; empty where it has no members.
    pub fields: Vec<ApiField>,
    /// What it is, where it has no members.
    pub kind: ApiType,
}

/// A parameter of an operation, or a member of a shape.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApiField {
    /// Its name.
    pub name: String,
    /// Where it stands: `path`, `query`; empty for members.
    pub place: String,
    /// Whether it must be there.
    pub is_required: bool,
    /// What it can be.
    pub kind: ApiType,
    /// What it means.
    pub description: String,
}

/// What something can be, in words, and the shape that this names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApiType {
    /// In words: "list of".
    pub text: String,
    /// The shape.
    pub shape: Option<String>,
}

/// The page of the interface. Rendered by the server alone, from the document.
#[component]
pub fn ApiDocsPage(
    /// The interface.
    docs: ApiDocs,
    /// Where the document is.
    #[prop(into)]
    document: String,
) -> impl IntoView {
    let links = docs
        .nouns
        .iter()
        .map(|noun| {
            let href = format!("#{}", anchor("noun", &noun.name));
            view! { <li><a href=href>{noun.name.clone()}</a></li> }
        })
        .collect_view();
    let nouns = docs
        .nouns
        .into_iter()
        .map(|noun| view! { <Noun noun=noun/> })
        .collect_view();
    let shapes = docs
        .shapes
        .into_iter()
        .map(|shape| view! { <Shape shape=shape/> })
        .collect_view();
    view! {
        <SkipLink/>
        <header class="site-header"><Logo href="/"/></header>
        <main class="api" id=MAIN tabindex="-1">
            <div class="api__intro">
                <h1>"The interface"</h1>
                <p>
                    "Version " {docs.version} ". Everything that the pages do, for programs: JSON over HTTP. The same as an "
                    <a href=document>"OpenAPI document"</a> "."
                </p>
                <p class="muted">
                    "public: anybody. user: a session token of an active person, as a bearer or in the cookie. admin: an active \
                     administrator. operator: whoever runs the installation. Errors always have one shape; its code is stable."
                </p>
                <nav class="api__nav" aria-label="Nouns">
                    <ul class="api__links">{links} <li><a href="#shapes">"Shapes"</a></li></ul>
                </nav>
            </div>
            {nouns}
            <section class="api__noun" aria-labelledby="shapes">
                <h2 id="shapes">"Shapes"</h2>
                {shapes}
            </section>
        </main>
        <SiteFooter/>
    }
    .into_any()
}

/// Text in which `code` stands between backticks.
fn prose(text: &str) -> impl IntoView + use<> {
    text.split('`')
        .enumerate()
        .map(|(index, part)| {
            let part = part.to_owned();
            if index % 2 == 1 {
                view! { <code>{part}</code> }.into_any()
            } else {
                part.into_any()
            }
        })
        .collect_view()
}

fn anchor(kind: &str, name: &str) -> String {
    let name: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    format!("{kind}-{name}")
}

#[component]
fn Noun(noun: ApiNoun) -> impl IntoView {
    let id = anchor("noun", &noun.name);
    let operations = noun
        .operations
        .into_iter()
        .map(|operation| view! { <Operation operation=operation/> })
        .collect_view();
    view! {
        <section class="api__noun" aria-labelledby=id>
            <h2 id=id.clone()>{noun.name}</h2>
            {operations}
        </section>
    }
    .into_any()
}

#[component]
fn Operation(operation: ApiOperation) -> impl IntoView {
    let tone = match operation.access.as_str() {
        "public" => Tone::Good,
        "user" => Tone::Neutral,
        _ => Tone::Warn,
    };
    let answers = operation
        .answers
        .into_iter()
        .map(|answer| {
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader" class="num">{answer.status}</th>
                    <td role="cell">{prose(&answer.meaning)}</td>
                    <td role="cell">{answer.body.map(|body| view! { <TypeText kind=body/> })}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <details class="operation" id=operation.id>
            <summary class="operation__head">
                <span class="operation__method">{operation.method}</span>
                <code class="operation__path">{operation.path}</code>
                <Badge tone=tone>{operation.access}</Badge>
                <span class="operation__summary">{prose(&operation.summary)}</span>
            </summary>
            <div class="operation__body">
                {operation.description.map(|text| view! { <p>{prose(&text)}</p> })}
                <Members title="Parameters" fields=operation.parameters/>
                {operation.body.map(|body| view! {
                    <h3>"Body"</h3>
                    <p><TypeText kind=body/></p>
                })}
                <Listed title="Answers" names=vec!["Status", "When", "Body"]>{answers}</Listed>
            </div>
        </details>
    }
    .into_any()
}

#[component]
fn Members(title: &'static str, fields: Vec<ApiField>) -> impl IntoView {
    (!fields.is_empty()).then(|| {
        let rows = fields
            .into_iter()
            .map(|field| {
                let must = if field.is_required {
                    "required"
                } else {
                    "optional"
                };
                view! {
                    <tr role="row">
                        <th scope="row" role="rowheader"><code>{field.name}</code></th>
                        <td role="cell">{field.place} " " {must}</td>
                        <td role="cell"><TypeText kind=field.kind/></td>
                        <td role="cell">{prose(&field.description)}</td>
                    </tr>
                }
            })
            .collect_view();
        view! { <Listed title=title names=vec!["Name", "Given", "Type", "Meaning"]>{rows}</Listed> }
    })
}

/// A table below its title; on phones each row is a card of lines.
#[component]
fn Listed(title: &'static str, names: Vec<&'static str>, children: Children) -> impl IntoView {
    let columns: Vec<Column> = names.into_iter().map(Column::Words).collect();
    view! {
        <h3>{title}</h3>
        <div class="api__table" role="group" aria-label=title tabindex="0">
            <Table look="table--compact table--stacked" columns=columns frame=TableFrame::Bare>
                {children()}
            </Table>
        </div>
    }
    .into_any()
}

#[component]
fn Shape(shape: ApiShape) -> impl IntoView {
    let id = anchor("shape", &shape.name);
    let is_plain = shape.fields.is_empty();
    view! {
        <div class="shape">
            <h3 id=id>{shape.name}</h3>
            {shape.description.map(|text| view! { <p>{prose(&text)}</p> })}
            {is_plain.then(|| view! { <p><TypeText kind=shape.kind/></p> })}
            <Members title="Members" fields=shape.fields/>
        </div>
    }
    .into_any()
}

#[component]
fn TypeText(kind: ApiType) -> impl IntoView {
    let shape = kind.shape.map(|name| {
        let href = format!("#{}", anchor("shape", &name));
        view! { <a href=href>{name}</a> }
    });
    let space = (!kind.text.is_empty() && shape.is_some()).then_some(" ");
    view! { {kind.text} {space} {shape} }
}
