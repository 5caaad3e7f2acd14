revoke update (described_at) on collection from app_admin;
