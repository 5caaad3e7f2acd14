//! A local stand-in for Clerk.
