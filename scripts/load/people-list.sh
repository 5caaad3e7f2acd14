#!/usr/bin/env bash
# Measures the list of people of the admin area among 100,000: the questions that its page asks, as an
# administrator, with row-level security. Prints milliseconds, and how often the table of people was
# read from end to end. Fails when that ever happens, and when a question takes more than 100 ms in 95
# of 100 times.
#
#   scripts/load/people-list.sh [--people N] [--seconds N] [--limit MILLISECONDS]
#
# Needs psql and pgbench of PostgreSQL 15 or newer. Everything happens in a cluster of its own, which
# is deleted afterwards.
source "$(dirname "$0")/../lib.sh"

people=100000 seconds=3 limit=100
while [ $# -gt 0 ]; do
    case $1 in
    --people) people=$2 ;;
    --seconds) seconds=$2 ;;
    --limit) limit=$2 ;;
    *) die "unknown option: $1" ;;
    esac
    shift 2
done

if [ -z "${LOAD_DATABASE:-}" ]; then
    [ -x target/debug/postgres-local ] || cargo build --quiet --package postgres-local
    # shellcheck disable=SC2016 # expanded in there, where DATABASE_URL is set
    exec target/debug/postgres-local run --disposable -- bash -euc \
        'LOAD_DATABASE=$DATABASE_URL exec "$0" "$@"' "$PWD/scripts/load/people-list.sh" \
        --people "$people" --seconds "$seconds" --limit "$limit"
fi

pgbench=$(command -v pgbench || ls -d "$(pg_config --bindir 2>/dev/null)/pgbench" \
    /usr/lib/postgresql/*/bin/pgbench 2>/dev/null | tail -n 1)
[ -x "$pgbench" ] || die "pgbench is missing; it comes with PostgreSQL's own programs"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sql() { psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 "$LOAD_DATABASE" "$@"; }

say "Migrating and loading $people people"
for migration in migrations/*.up.sql; do sql --single-transaction --file "$migration"; done
sql --file - <<SQL
insert into app_user (clerk_id, username, email, first_name, last_name, role, plan, is_active, last_login_at, created_at)
select format('user_%s', md5(n::text)), format('person%s', n), format('person%s@example.com', n)
     , (array['Ada', 'Ben', 'Cleo', 'Dan', 'Eva', 'Finn', 'Gil', 'Hana', 'Ivo', 'Jo'])[1 + n % 10], format('Family%s', n % 5000)
     , case when n % 20000 = 1 then 'admin' else 'user' end
     , case when n % 50 = 0 then 'growth' else 'solo' end, n % 97 <> 0
     , case when n % 3 <> 0 then now() - n % 400 * interval '1 day' end, now() - n * interval '1 minute'
  from generate_series(1, $people) n;
analyze;
SQL
admin=$(sql --tuples-only --no-align --command "select min(id) from app_user where role = 'admin' and is_active")
scans() { sql --tuples-only --no-align --command "select pg_stat_force_next_flush(); select seq_scan from pg_stat_user_tables where relname = 'app_user'" | tail -n 1; }

failed=()
# ask NAME ARGUMENTS: of app.find_people, in a transaction as the application makes it.
ask() {
    cat >"$work/ask.sql" <<SQL
begin; set local role app_admin; set local app.current_user_id = '$admin';
select u.id, u.username, u.email, u.role, u.plan, u.is_active, u.created_at, u.last_login_at
  from app.find_people($2) with ordinality as found (id, place) join app_user u on u.id = found.id order by found.place;
commit;
SQL
    local before after
    before=$(scans)
    "$pgbench" --no-vacuum --protocol simple --client 2 --time "$seconds" --log --log-prefix "$work/log" \
        --file "$work/ask.sql" "$LOAD_DATABASE" >/dev/null 2>"$work/err" || die "$(cat "$work/err")"
    after=$(scans)
    cat "$work"/log.* | awk '{ print $3 / 1000 }' | sort -n | awk -v name="$1" -v scans=$((after - before)) -v limit="$limit" '
        { ms[NR] = $1 }
        function at(share) { i = int(share * NR); return ms[i < 1 ? 1 : i] }
        END {
            printf "%-44s p50 %7.2f ms   p95 %7.2f ms   read from end to end: %d\n", name, at(0.5), at(0.95), scans
            exit NR == 0 || scans > 0 || at(0.95) > limit
        }' || failed+=("$1")
    rm -f "$work"/log.*
}

none="array[]::text[]"
ask "first page, newest first" "$none, null, null, null, null, null, 'created', true, null, null, null, 51"
ask "first page, by name" "$none, null, null, null, null, null, 'name', false, null, null, null, 51"
ask "first page, by last sign-in" "$none, null, null, null, null, null, 'login', true, null, null, null, 51"
ask "a page in the middle, by name" "$none, null, null, null, null, null, 'name', false, null, 'eva family2', 50000, 51"
ask "search: one address" "array['person4711', 'example', 'com'], null, null, null, null, null, 'created', true, null, null, null, 51"
ask "search: a first name of 10,000" "array['ada'], null, null, null, null, null, 'created', true, null, null, null, 51"
ask "search: first and family name" "array['ben', 'family11'], null, null, null, null, null, 'name', false, null, null, null, 51"
ask "search: what all addresses have" "array['example'], null, null, null, null, null, 'name', false, null, null, null, 51"
ask "search: what all names begin with" "array['person'], null, null, null, null, null, 'created', true, null, null, null, 51"
ask "search: one letter" "array['p'], null, null, null, null, null, 'login', true, null, null, null, 51"
ask "search: what all have, and nobody" "array['person', 'zzz'], null, null, null, null, null, 'created', true, null, null, null, 51"
ask "search: two first names, together nobody's" "array['ada', 'ben'], null, null, null, null, null, 'name', false, null, null, null, 51"
ask "search: a beginning of 1,111 names" "array['person1', 'family1'], null, null, null, null, null, 'login', true, null, null, null, 51"
ask "search: nobody" "array['zzz'], null, null, null, null, null, 'created', true, null, null, null, 51"
ask "filter: administrators" "$none, 'admin', null, null, null, null, 'created', true, null, null, null, 51"
ask "filter: plan" "$none, null, 'growth', null, null, null, 'created', true, null, null, null, 51"
ask "filter: deactivated" "$none, null, null, 'deactivated', null, null, 'created', true, null, null, null, 51"
ask "filter: signed in within 7 days, by name" "$none, null, null, null, now() - interval '7 days', null, 'name', false, null, null, null, 51"
ask "search and filter: ada, never signed in" "array['ada'], null, null, null, null, 'epoch'::timestamptz + interval '1 second', 'name', false, null, null, null, 51"
if [ ${#failed[@]} -gt 0 ]; then
    die "too slow, or read from end to end: $(printf '%s; ' "${failed[@]}")"
fi
