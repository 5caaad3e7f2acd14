//! What public pages tell.

use sqlx::PgPool;

use super::Stage;
use crate::rls::persona::Persona;

/// Each look at a link is counted, but not the owner's.
#[sqlx::test(migrations = false)]
async fn views_are_counted(pool: PgPool) {
    let stage = Stage::set(pool).await;
    for persona in [Persona::Anonymous, Persona::Other, Persona::Owner] {
        stage
            .run(
                persona,
                "select 1 from app.public_deal({listing}, {hash:listing})",
            )
            .await
            .unwrap();
        stage
            .run(
                persona,
                "select 1 from app.public_collection({hash:collection})",
            )
            .await
            .unwrap();
    }
    assert_eq!(
        stage
            .count("select view_count from listing_share where id = {listing_link}")
            .await,
        2
    );
    assert_eq!(
        stage
            .count("select view_count from collection_share_token where id = {collection_link}")
            .await,
        2
    );
}

/// What is public shows offers of its owner only: nothing without an owner, no private words.
#[sqlx::test(migrations = false)]
async fn public_pages_show_neither_ownerless_offers_nor_private_words(pool: PgPool) {
    let stage = Stage::set(pool).await;
    // The collection behind the link holds an offer without an owner, too.
    let items: i64 = stage
        .ask(
            Persona::Anonymous,
            "select count(*) from app.public_collection_items({hash:collection})",
        )
        .await;
    assert_eq!(items, 1);
    let page: String = stage
        .ask(
            Persona::Anonymous,
            "select concat((select row_to_json(d) from app.public_deal({listing}, {hash:listing}) d),
                           (select json_agg(i) from app.public_collection_items({hash:collection}) i),
                           (select json_agg(s) from app.public_collection_shown({hash:collection}) s),
                           (select json_agg(c) from app.public_collection({hash:collection}) c))",
        )
        .await;
    assert!(page.contains("shared with one person"), "{page}");
    for word in [
        "notes",
        "private",
        "user_id",
        "example.com",
        "valuation",
        "ruleset",
    ] {
        assert!(!page.contains(word), "{word} in {page}");
    }
}
