drop table inbound_events, media, message_distributions, message_statuses, messages, conversations, contact_identities, contacts;
