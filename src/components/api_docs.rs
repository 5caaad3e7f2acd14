use leptos::prelude::*;

use super::{
    Badge, Column, Icon, IconName, Logo, MAIN, SiteFooter, SkipLink, Table, TableFrame, Tone,
};

/// Who may call an operation, by the word that it is marked with.
const ACCESS: [(&str, &str); 4] = [
    ("public", "Anybody."),
    (
        "user",
        "An active person, by a session token: as a bearer, or in the cookie.",
    ),
    ("admin", "An active administrator."),
    ("operator", "Whoever runs the installation."),
];

/// What stands between kinds of which something is one.
const OR: &str = " or ";
/// What stands between values of which something is one.
const ONE_OF: &str = " | ";

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

impl ApiField {
    /// What stands for the name where a shape has all members of another one.
    pub const ALL_OF: &str = "…";
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
    let access = ACCESS
        .map(|(word, who)| view! { <dt><AccessBadge access=word/></dt> <dd>{who}</dd> })
        .collect_view();
    view! {
        <SkipLink/>
        <header class="site-header"><Logo href="/"/></header>
        <main class="api" id=MAIN tabindex="-1">
            <div class="api__intro">
                <h1>"The API"</h1>
                <p>"Everything that the pages do, for programs: JSON over HTTP."</p>
                <p>"This is version " {docs.version} ". Programs read the same as an " <a href=document>"OpenAPI document"</a> "."</p>
                <p>"Each operation says who may call it:"</p>
                <dl class="facts">{access}</dl>
                <p class="muted">"Errors always have one shape, and their codes are stable."</p>
                <nav class="api__nav" aria-label="Nouns">
                    <ul class="api__links">{links} <li><a href="#shapes">"Shapes"</a></li></ul>
                </nav>
            </div>
            {nouns}
            <section class="api__noun api__noun--shapes" aria-labelledby="shapes">
                <h2 id="shapes">"Shapes"</h2>
                {shapes}
            </section>
        </main>
        <SiteFooter/>
    }
    .into_any()
}

/// Text in which `code` stands between backticks, and what links in the source between brackets too.
fn prose(text: &str) -> impl IntoView + use<> {
    text.replace("[`", "`")
        .replace("`]", "`")
        .split('`')
        .enumerate()
        .filter(|(_, part)| !part.is_empty())
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

/// A path, which may break before each of its steps.
fn steps(path: &str) -> impl IntoView + use<> {
    path.split('/')
        .skip(1)
        .map(|step| view! { <wbr/> {format!("/{step}")} })
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

/// Who may call an operation.
#[component]
fn AccessBadge(#[prop(into)] access: String) -> impl IntoView {
    let tone = match access.as_str() {
        "public" => Tone::Good,
        "user" => Tone::Neutral,
        _ => Tone::Warn,
    };
    view! { <Badge tone=tone>{access}</Badge> }
}

#[component]
fn Operation(operation: ApiOperation) -> impl IntoView {
    let parameters = (!operation.parameters.is_empty()).then(|| {
        view! {
            <h3>"Parameters"</h3>
            <Members caption="Parameters" fields=operation.parameters/>
        }
    });
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
                <code class="operation__path">{steps(&operation.path)}</code>
                <AccessBadge access=operation.access/>
                <Icon name=IconName::Chevron/>
                <span class="operation__summary">{prose(&operation.summary)}</span>
            </summary>
            <div class="operation__body">
                {operation.description.map(|text| view! { <p>{prose(&text)}</p> })}
                {parameters}
                {operation.body.map(|body| view! {
                    <h3>"Body"</h3>
                    <p><TypeText kind=body/></p>
                })}
                <h3>"Answers"</h3>
                <Listed caption="Answers" names=vec!["Status", "When", "Body"]>{answers}</Listed>
            </div>
        </details>
    }
    .into_any()
}

/// Parameters of an operation or members of a shape, one a row.
#[component]
fn Members(#[prop(into)] caption: String, fields: Vec<ApiField>) -> impl IntoView {
    let rows = fields
        .into_iter()
        .map(|field| {
            let must = if field.is_required {
                "required"
            } else {
                "optional"
            };
            // A shape that is part of another one lends it all of its members.
            let (name, kind) = if field.name == ApiField::ALL_OF {
                let name = view! { "everything in " <TypeText kind=field.kind/> };
                (name.into_any(), ().into_any())
            } else {
                let name = view! { <code>{field.name}</code> };
                let kind = view! { <TypeText kind=field.kind/> };
                (name.into_any(), kind.into_any())
            };
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader">{name}</th>
                    <td role="cell" class="cell--quiet">{field.place} " " {must}</td>
                    <td role="cell">{kind}</td>
                    <td role="cell">{prose(&field.description)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Listed caption=caption names=vec!["Name", "Given", "Type", "Meaning"]>{rows}</Listed>
    }
}

/// A table on wide screens; on phones each row is a card of lines.
#[component]
fn Listed(
    /// What is in it, for screen readers.
    #[prop(into)]
    caption: String,
    /// The heads of its columns.
    names: Vec<&'static str>,
    /// Its rows.
    children: Children,
) -> impl IntoView {
    let columns: Vec<Column> = names.into_iter().map(Column::Words).collect();
    view! {
        <Table
            look="table--compact table--stacked" caption=caption columns=columns
            frame=TableFrame::Bare
        >
            {children()}
        </Table>
    }
    .into_any()
}

/// A shape, folded. Its id is on what is folded away, because browsers unfold what a fragment leads
/// into.
#[component]
fn Shape(shape: ApiShape) -> impl IntoView {
    let id = anchor("shape", &shape.name);
    let made_of = if shape.fields.is_empty() {
        view! { <p><TypeText kind=shape.kind/></p> }.into_any()
    } else {
        let caption = format!("Members of {}", shape.name);
        view! { <Members caption=caption fields=shape.fields/> }.into_any()
    };
    view! {
        <details class="operation">
            <summary class="operation__head operation__head--shape">
                <h3>{shape.name}</h3>
                <Icon name=IconName::Chevron/>
            </summary>
            <div class="operation__body" id=id>
                {shape.description.map(|text| view! { <p>{prose(&text)}</p> })}
                {made_of}
            </div>
        </details>
    }
    .into_any()
}

/// A type in words, in which values to choose from are code: "null or `used` | `new`".
fn choices(text: &str) -> impl IntoView + use<> {
    text.split(OR)
        .enumerate()
        .map(|(index, kind)| {
            let or = (index > 0).then_some(OR);
            let kind = if kind.contains(ONE_OF) {
                kind.split(ONE_OF)
                    .enumerate()
                    .map(|(index, value)| {
                        let bar = (index > 0).then_some(ONE_OF);
                        view! { {bar} <code>{value.to_owned()}</code> }
                    })
                    .collect_view()
                    .into_any()
            } else {
                kind.to_owned().into_any()
            };
            view! { {or} {kind} }
        })
        .collect_view()
}

#[component]
fn TypeText(kind: ApiType) -> impl IntoView {
    let shape = kind.shape.map(|name| {
        let href = format!("#{}", anchor("shape", &name));
        view! { <a href=href>{name}</a> }
    });
    let space = (!kind.text.is_empty() && shape.is_some()).then_some(" ");
    view! { {choices(&kind.text)} {space} {shape} }
}
