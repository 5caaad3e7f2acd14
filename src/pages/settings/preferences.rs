use leptos::{form::ActionForm, prelude::*};

use super::{
    PREFERENCES, SettingsFrame,
    actions::{Named, PreferencesView, SavePreferences, Saved, get_preferences},
};
use crate::{
    components::{
        Button, ButtonKind, CheckField, Choice, ErrorState, Field, FieldGroup, ListSkeleton,
        Notice, SelectField, Tone, show_theme, use_formats, use_toasts,
    },
    domain::{
        listing::FieldError,
        preferences::{CurrencyFormat, DISPLAY_NAME_MAX, NumberFormat, Settings, Theme},
    },
    error::{Conflict, Error},
    pages::told::error,
    serverfn::{Viewer, typed},
};

/// What was typed into a field before the form came back.
fn kept(field: &str) -> Option<String> {
    typed::<SavePreferences>(&format!("preferences[{field}]"))
}

/// How the application works for the person.
#[component]
pub fn PreferencesPage() -> impl IntoView {
    let data = Resource::new(|| (), |()| get_preferences());
    view! {
        <SettingsFrame
            title="Preferences"
            here=PREFERENCES
            lead="How your offers are valued, scored and shown. Only you are affected."
        >
            <Suspense fallback=|| view! { <ListSkeleton label="Loading your preferences"/> }>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok(loaded) => view! { <PreferencesEditor loaded=loaded/> }.into_any(),
                        Err(error) => view! {
                            <ErrorState
                                title="Your preferences could not be loaded"
                                message=error.to_string()
                                kept="All of them."
                                hint="Reload the page to try again."
                            />
                        }
                        .into_any(),
                    }
                })}
            </Suspense>
        </SettingsFrame>
    }
    .into_any()
}

/// The form. Works before the script has arrived; then the server answers with this page, and what
/// was wrong stands beside its field.
#[component]
fn PreferencesEditor(loaded: PreferencesView) -> impl IntoView {
    let action = ServerAction::<SavePreferences>::new();
    let toasts = use_toasts();
    let formats = use_formats();
    // What was typed belongs to the settings as they were then: to save it over a later change is
    // refused.
    let seen = kept("seen").unwrap_or_else(|| loaded.tag.clone());
    let tag = RwSignal::new(seen.clone());
    Effect::new(move || {
        if let Some(Ok(Saved { settings, tag: new })) = action.value().get() {
            tag.set(new);
            show_theme(settings.preferences.theme);
            if let Some(formats) = formats {
                formats.choose(&settings.preferences);
            }
            toasts.done("Preferences saved");
        }
    });
    let failure = move || action.value().get().and_then(Result::err);
    let errors = Signal::derive(move || match failure() {
        Some(Error::Invalid(fields)) => fields,
        _ => Vec::<FieldError>::new(),
    });
    view! {
        <ActionForm action=action attr:class="stack stack--loose" attr:novalidate=true>
            {move || failure().map(|error| view! { <NotSaved error=error/> })}
            <input type="hidden" name="preferences[seen]" prop:value=move || tag.get() value=seen/>
            {view! { <Fields loaded=loaded errors=errors/> }.into_any()}
            <div class="form-actions">
                <Button kind=ButtonKind::Primary submit=true busy=action.pending()>"Save preferences"</Button>
            </div>
        </ActionForm>
    }
    .into_any()
}

#[component]
fn Fields(loaded: PreferencesView, errors: Signal<Vec<FieldError>>) -> impl IntoView {
    let PreferencesView {
        settings,
        scoring_profiles,
        rulesets,
        ..
    } = loaded;
    view! {
        {view! { <Valuation settings=settings.clone() scoring_profiles=scoring_profiles rulesets=rulesets errors=errors/> }.into_any()}
        {view! { <Appearance settings=settings.clone() errors=errors/> }.into_any()}
        {view! { <Told settings=settings/> }.into_any()}
    }
}

#[component]
fn Valuation(
    settings: Settings,
    scoring_profiles: Vec<Named>,
    rulesets: Vec<Named>,
    errors: Signal<Vec<FieldError>>,
) -> impl IntoView {
    let preferences = settings.preferences;
    let chosen = |field: &str, id: Option<i64>| {
        kept(field).unwrap_or_else(|| id.map(|id| id.to_string()).unwrap_or_default())
    };
    view! {
        <section class="settings__section">
            <h2>"Value and score"</h2>
            <SelectField
                id="scoring_profile_id" name="preferences[scoring_profile_id]" label="Scoring profile"
                choices=choices("My default one, else the product's", scoring_profiles)
                selected=chosen("scoring_profile_id", preferences.scoring_profile_id)
                error=error(errors, "scoring_profile_id", "The scoring profile")
                hint="Scores offers that name no other."
            />
            <SelectField
                id="ruleset_id" name="preferences[ruleset_id]" label="Ruleset"
                choices=choices("All that apply", rulesets)
                selected=chosen("ruleset_id", preferences.ruleset_id)
                error=error(errors, "ruleset_id", "The ruleset")
                hint="Values offers that name no other."
            />
            <Field
                id="budget_usd" name="preferences[budget_usd]" label="Budget"
                value=kept("budget_usd").unwrap_or_else(|| preferences.budget_usd.to_string())
                error=error(errors, "budget_usd", "The budget") numeric=true unit="USD"
                hint="For \"best under budget\": what a machine may cost without its extras."
            />
        </section>
    }
}

#[component]
fn Appearance(settings: Settings, errors: Signal<Vec<FieldError>>) -> impl IntoView {
    let known = use_context::<Option<Viewer>>()
        .flatten()
        .unwrap_or_default();
    let preferences = settings.preferences;
    let chosen = |field: &str, now: &str| kept(field).unwrap_or_else(|| now.to_owned());
    let themes = Theme::ALL.map(|theme| Choice::new(theme.name(), theme.label()));
    let numbers = NumberFormat::ALL.map(|format| Choice::new(format.name(), format.name()));
    let currencies = CurrencyFormat::ALL.map(|format| Choice::new(format.name(), format.label()));
    view! {
        <section class="settings__section">
            <h2>"Names and figures"</h2>
            <Field
                id="display_name" name="preferences[display_name]" label="Name to be shown by"
                value=kept("display_name").or(settings.display_name).unwrap_or_default()
                error=error(errors, "display_name", "The name") optional=true
                max_length=DISPLAY_NAME_MAX
                hint=format!("People you share with see it. Left empty, it is the name of your account: {}.", known.name)
            />
            <SelectField
                id="theme" name="preferences[theme]" label="Theme" choices=themes.to_vec()
                selected=chosen("theme", preferences.theme.name()) error=error(errors, "theme", "The theme")
            />
            <SelectField
                id="numbers" name="preferences[numbers]" label="Numbers" choices=numbers.to_vec()
                selected=chosen("numbers", preferences.numbers.name()) error=error(errors, "numbers", "The format")
            />
            <SelectField
                id="currency" name="preferences[currency]" label="Amounts in sentences"
                choices=currencies.to_vec() selected=chosen("currency", preferences.currency.name())
                error=error(errors, "currency", "The format")
            />
        </section>
    }
}

#[component]
fn Told(settings: Settings) -> impl IntoView {
    let told = settings.preferences.notifications;
    // A box that is not ticked is not sent; of a form that came back, every form sends what it saw.
    let came_back = kept("seen").is_some();
    let ticked = move |field: &str, now: bool| {
        if came_back {
            kept(field).is_some()
        } else {
            now
        }
    };
    view! {
        <section class="settings__section">
            <h2>"Notifications"</h2>
            <FieldGroup legend="Tell me in the inbox when">
                <CheckField
                    id="price_drop" name="preferences[price_drop]"
                    checked=ticked("price_drop", told.price_drop)
                    label="an offer I am deciding on became cheaper"
                />
                <CheckField
                    id="share_received" name="preferences[share_received]"
                    checked=ticked("share_received", told.share_received)
                    label="somebody shows me an offer"
                />
                <CheckField
                    id="share_imported" name="preferences[share_imported]"
                    checked=ticked("share_imported", told.share_imported)
                    label="somebody saves an offer that I have shown them"
                />
            </FieldGroup>
            <p class="small muted">"You are always told what administrators do to your account."</p>
        </section>
    }
}

/// Nothing in particular first, then what there is.
fn choices(none: &str, rows: Vec<Named>) -> Vec<Choice> {
    let named = rows.into_iter().map(|row| {
        let label = if row.is_system {
            format!("{} (part of Deal Brain)", row.name)
        } else {
            row.name
        };
        Choice::new(row.id.to_string(), label)
    });
    std::iter::once(Choice::new("", none))
        .chain(named)
        .collect()
}

#[component]
fn NotSaved(error: Error) -> impl IntoView {
    let stale = error == Error::Conflict(Conflict::Stale);
    let text = match error {
        Error::Invalid(_) => "Have another look at what is marked.".to_owned(),
        other => other.to_string(),
    };
    view! {
        <Notice tone=Tone::Bad title="Your preferences were not saved">
            {text}
            {stale.then(|| view! {
                " "
                <a href=PREFERENCES rel="external">"Reload this page"</a>
            })}
        </Notice>
    }
}
