alter table profile no force row level security;

delete from profile where is_system and name in ('Home lab', 'Desktop', 'Low power');

alter table profile force row level security;
