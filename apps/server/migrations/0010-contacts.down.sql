drop table consent_confirmations, consent_settings;
drop function contacts_of_label, contacts_of_text;
drop index contact_numbers_by_end, contact_numbers_by_start, contacts_by_words, contacts_blocked, contacts_by_consent, contacts_restricted,
  contacts_to_erase;
drop function contact_words;
drop index contact_identities_by_contact;
create index contact_identities_by_contact on contact_identities (contact_id);
alter table contacts drop column erased_at;
