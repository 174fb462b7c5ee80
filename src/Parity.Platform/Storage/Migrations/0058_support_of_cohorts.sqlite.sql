-- How much money a pledge names, and for which cohort something lent was used.
alter table programmes_pledges add column pence integer null;
alter table programmes_offer_uses add column cohort text null;
