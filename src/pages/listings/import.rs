mod file_form;

use file_form::FileForm;
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;

use super::{
    LISTINGS,
    actions::{ConfirmImport, DiscardImport, Import, PreviewImport, get_import},
};
use crate::{
    components::{
        Button, ButtonKind, Column, LinkButton, ListSkeleton, NotLoaded, Notice, PageHeader, Price,
        Table, TableFrame, Tone, or_dash,
    },
    domain::{
        listing::{FaultyRow, ImportPreview, ImportState, Imported, PreviewRow},
        term,
    },
};

const OF_FAULTS: [Column; 3] = [
    Column::Figures("Line"),
    Column::Words("Column"),
    Column::Words("What is wrong"),
];

const OF_OFFERS: [Column; 6] = [
    Column::Figures("Line"),
    Column::Words("Offer"),
    Column::Figures(term::PRICE_USD),
    Column::Words("Condition"),
    Column::Words("CPU"),
    Column::Words("Status"),
];

/// What can be done with a file, one after the other.
#[derive(Clone, Copy)]
struct Actions {
    preview: ServerAction<PreviewImport>,
    confirm: ServerAction<ConfirmImport>,
    discard: ServerAction<DiscardImport>,
}

/// Brings offers in from a file: first what it would do, then, on a word, does it.
#[component]
pub fn ImportPage() -> impl IntoView {
    let actions = Actions {
        preview: ServerAction::new(),
        confirm: ServerAction::new(),
        discard: ServerAction::new(),
    };
    let changes = RwSignal::new(0_u32);
    let count = move |is_done: bool| {
        if is_done {
            changes.update(|changes| *changes += 1);
        }
    };
    Effect::new(move || count(matches!(actions.preview.value().get(), Some(Ok(())))));
    Effect::new(move || count(matches!(actions.confirm.value().get(), Some(Ok(_)))));
    Effect::new(move || count(matches!(actions.discard.value().get(), Some(Ok(())))));
    let data = Resource::new(move || changes.get(), |_| get_import());
    view! {
        <Title text="Import offers"/>
        <div class="page">
            <p class="crumb"><a href=LISTINGS>"Listings"</a></p>
            <PageHeader title="Import offers" lead="From comma-separated values. You see what would happen before it does."/>
            <Transition fallback=|| view! { <ListSkeleton label="Loading your import"/> }>
                <div class="stack">
                    {move || data.get().map(|outcome| match outcome {
                        Ok(Import { state: ImportState::Nothing, rows }) => {
                            view! { <FileForm rows=rows actions=actions/> }.into_any()
                        }
                        Ok(Import { state: ImportState::Read(preview), .. }) => {
                            view! { <Preview preview=preview actions=actions/> }.into_any()
                        }
                        Ok(Import { state: ImportState::Done(imported), .. }) => {
                            view! { <Done imported=imported actions=actions/> }.into_any()
                        }
                        Err(error) => view! {
                            <NotLoaded title="Your import could not be loaded" message=error.to_string()/>
                            <FileForm rows=None actions=actions/>
                        }
                        .into_any(),
                    })}
                </div>
            </Transition>
        </div>
    }
    .into_any()
}

/// What the import would do.
#[component]
fn Preview(preview: ImportPreview, actions: Actions) -> impl IntoView {
    let ImportPreview {
        right,
        wrong,
        first,
        errors,
        unknown,
        too_much,
    } = preview;
    let failure = move || {
        actions
            .confirm
            .value()
            .get()
            .and_then(Result::err)
            .map(|error| view! { <Notice tone=Tone::Bad title="Nothing was imported">{error.to_string()}</Notice> })
    };
    let can_import = right > 0 && too_much.is_none();
    let shown = i64::try_from(first.len()).unwrap_or_default();
    view! {
        {failure}
        <section class="panel stack" aria-labelledby="preview">
            <h2 id="preview">"What would happen"</h2>
            <p>{would(right, wrong)}</p>
            {(!unknown.is_empty()).then(|| view! {
                <Notice tone=Tone::Warn title="Columns that mean nothing here">
                    {format!("{}. What stands in them is left out.", unknown.join(", "))}
                </Notice>
            })}
            {too_much.map(|text| view! {
                <Notice tone=Tone::Bad title="Your plan does not hold that">{text}</Notice>
            })}
            <div class="cluster">
                {can_import.then(|| view! {
                    <ActionForm action=actions.confirm>
                        <Button kind=ButtonKind::Primary submit=true busy=actions.confirm.pending()>
                            {if right == 1 { "Import 1 offer".to_owned() } else { format!("Import {right} offers") }}
                        </Button>
                    </ActionForm>
                })}
                <DiscardForm actions=actions label="Choose another file"/>
            </div>
        </section>
        {(!errors.is_empty()).then(|| view! { <Faults errors=errors/> })}
        {(!first.is_empty()).then(|| view! { <First rows=first shown=shown right=right/> })}
    }
    .into_any()
}

fn would(right: i64, wrong: i64) -> String {
    let kept = match right {
        0 => "No offer would be added".to_owned(),
        1 => "1 offer would be added".to_owned(),
        count => format!("{count} offers would be added"),
    };
    let left = match wrong {
        0 => "every row is right".to_owned(),
        1 => "1 row is wrong and would be left out".to_owned(),
        count => format!("{count} rows are wrong and would be left out"),
    };
    format!("{kept}; {left}. Nothing has been changed yet.")
}

#[component]
fn DiscardForm(actions: Actions, label: &'static str) -> impl IntoView {
    view! {
        <ActionForm action=actions.discard>
            <Button submit=true busy=actions.discard.pending()>{label}</Button>
        </ActionForm>
    }
}

/// What is wrong, row by row.
#[component]
fn Faults(errors: Vec<FaultyRow>) -> impl IntoView {
    let rows = errors
        .into_iter()
        .map(|fault| {
            view! {
                <tr>
                    <th scope="row" class="cell--num">{fault.row}</th>
                    <td>{fault.field}</td>
                    <td>{fault.reason}</td>
                </tr>
            }
        })
        .collect_view();
    let title = "Rows that are wrong";
    view! {
        <section>
            <div class="section-head"><h2>{title}</h2></div>
            <Table columns=OF_FAULTS frame=TableFrame::Scrolls(title.to_owned())>{rows}</Table>
        </section>
    }
    .into_any()
}

/// The first of the offers, as they were understood.
#[component]
fn First(rows: Vec<PreviewRow>, shown: i64, right: i64) -> impl IntoView {
    let rows = rows
        .into_iter()
        .map(|row| {
            view! {
                <tr>
                    <td class="cell--num">{row.row}</td>
                    <th scope="row">{row.title}</th>
                    <td class="cell--num"><Price amount=row.price_usd.map(|price| price.to_string())/></td>
                    <td>{row.condition.label()}</td>
                    <td>{or_dash(row.cpu)}</td>
                    <td>{row.status.label()}</td>
                </tr>
            }
        })
        .collect_view();
    let title = if shown < right {
        format!("The first {shown} of {right} offers")
    } else {
        "The offers".to_owned()
    };
    view! {
        <section>
            <div class="section-head"><h2>{title.clone()}</h2></div>
            <Table columns=OF_OFFERS frame=TableFrame::Scrolls(title)>{rows}</Table>
        </section>
    }
    .into_any()
}

/// What came of it.
#[component]
fn Done(imported: Imported, actions: Actions) -> impl IntoView {
    let Imported {
        created,
        left_out,
        errors,
    } = imported;
    let title = match created {
        0 => "No offer was added".to_owned(),
        1 => "1 offer was added".to_owned(),
        count => format!("{count} offers were added"),
    };
    let text = match left_out {
        0 => "Every row was right.".to_owned(),
        1 => "1 row was wrong and left out. It stands below.".to_owned(),
        count => format!("{count} rows were wrong and left out. They stand below."),
    };
    view! {
        <Notice tone=if left_out == 0 { Tone::Good } else { Tone::Warn } title=title>{text}</Notice>
        <div class="cluster">
            <LinkButton href=LISTINGS kind=ButtonKind::Primary>"See your offers"</LinkButton>
            <DiscardForm actions=actions label="Import another file"/>
        </div>
        {(!errors.is_empty()).then(|| view! { <Faults errors=errors/> })}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_happen_is_a_sentence() {
        assert_eq!(
            would(28, 1),
            "28 offers would be added; 1 row is wrong and would be left out. Nothing has been changed yet."
        );
        assert_eq!(
            would(0, 0),
            "No offer would be added; every row is right. Nothing has been changed yet."
        );
    }
}
