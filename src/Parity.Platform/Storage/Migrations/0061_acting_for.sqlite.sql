-- Which of several organisations somebody chose to act for in a session.
alter table accounts_sessions add column acts_for text null;
