alter table collection drop column described_at;
