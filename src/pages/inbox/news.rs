use leptos::{form::ActionForm, prelude::*};
use time::OffsetDateTime;

use super::{
    NEWS, TabPages,
    actions::{DeleteNews, News, ReadAllNews, ReadNews, list_news},
};
use crate::{
    components::{EmptyState, ListSkeleton, Moment, NotLoaded, Notice, Tone},
    domain::notification::Notification,
    error::Error,
    pages::private::NewsRead,
};

/// What the application has told.
#[component]
pub(super) fn NewsTab(after: Memo<String>) -> impl IntoView {
    let acts = Acts {
        read: ServerAction::new(),
        read_all: ServerAction::new(),
        delete: ServerAction::new(),
    };
    let data = Resource::new(
        move || (after.get(), acts.versions()),
        |(after, _)| list_news(after),
    );
    let read = use_context::<NewsRead>();
    Effect::new(move |before: Option<(usize, usize, usize)>| {
        let now = acts.versions();
        if let (Some(NewsRead(read)), true) = (read, before.is_some_and(|before| before != now)) {
            read.notify();
        }
        now
    });
    view! {
        {move || acts.failure().map(|error| view! {
            <div class="letters__notice">
                <Notice tone=Tone::Bad title="That was not done">{error.to_string()}</Notice>
            </div>
        })}
        <Transition fallback=|| view! { <ListSkeleton label="Loading notifications"/> }>
            {move || data.get().map(|outcome| match outcome {
                Err(error) => view! {
                    <NotLoaded title="Notifications could not be loaded" message=error.to_string()/>
                }
                .into_any(),
                Ok(news) if news.unread.is_empty() && news.read.is_empty() => view! {
                    <EmptyState
                        title="No notifications yet"
                        text="You are told here when an offer you are deciding on gets cheaper, and when people share offers with you."
                    />
                }
                .into_any(),
                Ok(news) => view! {
                    <Told news=news acts=acts is_first=after.get_untracked().is_empty()/>
                }
                .into_any(),
            })}
        </Transition>
    }
    .into_any()
}

/// What can be done with notifications.
#[derive(Clone, Copy)]
struct Acts {
    read: ServerAction<ReadNews>,
    read_all: ServerAction<ReadAllNews>,
    delete: ServerAction<DeleteNews>,
}

impl Acts {
    fn versions(self) -> (usize, usize, usize) {
        (
            self.read.version().get(),
            self.read_all.version().get(),
            self.delete.version().get(),
        )
    }

    fn failure(self) -> Option<Error> {
        let one = self.read.value().get().and_then(Result::err);
        let all = self.read_all.value().get().and_then(Result::err);
        let gone = self.delete.value().get().and_then(Result::err);
        one.or(all).or(gone)
    }
}

#[component]
fn Told(news: News, acts: Acts, is_first: bool) -> impl IntoView {
    let News {
        unread,
        read,
        next,
        as_of,
    } = news;
    let count = unread.len();
    let list = move |items: Vec<Notification>| {
        items
            .into_iter()
            .map(|it| view! { <Entry notification=it as_of=as_of acts=acts/> })
            .collect_view()
    };
    view! {
        <div class="stack stack--loose">
            {(count > 0).then(|| view! {
                <section aria-labelledby="unread">
                    <div class="section-head">
                        <h2 id="unread">{format!("Unread ({count})")}</h2>
                        <ActionForm action=acts.read_all>
                            <button type="submit" class="button button--small">"Mark all as read"</button>
                        </ActionForm>
                    </div>
                    <ul class="letters">{list(unread)}</ul>
                </section>
            })}
            {(!read.is_empty()).then(|| view! {
                <section aria-labelledby="earlier">
                    <h2 class="news__earlier" id="earlier">"Earlier"</h2>
                    <ul class="letters">{list(read)}</ul>
                </section>
            })}
            <TabPages tab=NEWS next=next is_first=is_first/>
        </div>
    }
    .into_any()
}

#[component]
fn Entry(notification: Notification, as_of: OffsetDateTime, acts: Acts) -> impl IntoView {
    let id = notification.id;
    let is_unread = notification.read_at.is_none();
    let title = notification.title.clone();
    let about = format!(" {title}");
    let gone = about.clone();
    // Following the news is reading it. Without a script there is the button.
    let follow = move |_| {
        if is_unread {
            acts.read.dispatch(ReadNews { id });
        }
    };
    view! {
        <li class="letter letter--news" class:letter--new=is_unread>
            <div class="letter__body">
                <p class="letter__title">
                    {match notification.link {
                        Some(link) => view! { <a href=link on:click=follow>{title}</a> }.into_any(),
                        None => title.into_any(),
                    }}
                </p>
                {notification.message.map(|text| view! { <p>{text}</p> })}
                <p class="small muted">
                    {is_unread.then_some("Unread · ")} <Moment at=notification.created_at as_of=as_of/>
                </p>
            </div>
            <div class="letter__actions">
                {is_unread.then(|| view! {
                    <ActionForm action=acts.read>
                        <input type="hidden" name="id" value=id.0.to_string()/>
                        <button type="submit" class="button button--quiet">
                            "Mark as read"<span class="visually-hidden">{about}</span>
                        </button>
                    </ActionForm>
                })}
                <ActionForm action=acts.delete>
                    <input type="hidden" name="id" value=id.0.to_string()/>
                    <button type="submit" class="button button--quiet">
                        "Delete"<span class="visually-hidden">{gone}</span>
                    </button>
                </ActionForm>
            </div>
        </li>
    }
    .into_any()
}
