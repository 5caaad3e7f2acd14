-- An administrator who takes a collection off the discover page changes who may look at it. Its owner may
-- be about to change that too: what they send from a page that is older than this is refused.
grant update (described_at) on collection to app_admin;
