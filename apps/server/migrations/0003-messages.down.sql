drop table inbound_events, media_provider_ids, media, message_distributions, message_statuses, messages, conversations, contact_identities, contacts;
