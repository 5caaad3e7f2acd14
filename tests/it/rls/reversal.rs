//! The schema goes back to nothing and comes again the same, with rows in it, as an owner who is no
//! superuser: compared as `pg_dump` writes it, grants and owners included.

use std::process::Command;

use deal_brain::db::migrate::MIGRATOR;
use sqlx::PgPool;

use super::{matrix::Worlds, owner::migrated_by_plain_owner};

/// The schema as text, without what pg_dump makes up at each run.
fn dump(pool: &PgPool) -> String {
    let options = pool.connect_options();
    let host = options
        .get_socket()
        .cloned()
        .unwrap_or_else(|| options.get_host().into());
    let output = Command::new("pg_dump")
        .args([
            "--schema-only",
            "--exclude-table=_sqlx_migrations",
            "--username",
        ])
        .arg(options.get_username())
        .arg("--port")
        .arg(options.get_port().to_string())
        .arg("--host")
        .arg(host)
        .arg(options.get_database().unwrap())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines()
        .filter(|line| !line.contains("restrict "))
        .collect::<Vec<_>>()
        .join("\n")
}

#[sqlx::test(migrations = false)]
async fn a_schema_with_rows_goes_and_comes_again_the_same(pool: PgPool) {
    let nothing = dump(&pool);
    let owner = migrated_by_plain_owner(&pool).await;
    let complete = dump(&pool);
    assert!(complete.contains("FORCE ROW LEVEL SECURITY"));

    Worlds::make(&mut pool.acquire().await.unwrap()).await;
    MIGRATOR.undo(&owner, 0).await.unwrap();
    assert_eq!(dump(&pool), nothing);

    MIGRATOR.run(&owner).await.unwrap();
    assert_eq!(dump(&pool), complete);
    Worlds::make(&mut pool.acquire().await.unwrap()).await;
}
