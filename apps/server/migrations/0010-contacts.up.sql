-- Set once a contact is to be forgotten: nobody finds it any more, and all of it goes in batches, however much it is.
alter table contacts add column erased_at timestamptz;
create index contacts_to_erase on contacts (erased_at) where erased_at is not null;

-- Whom nobody may write to, but for an answer; asked for each message that is accepted, and small.
create index contacts_restricted on contacts (id) where is_blocked or consent = 'opted_out';
create index contacts_by_consent on contacts (tenant_id, consent, id desc) where consent <> 'unknown';
create index contacts_blocked on contacts (tenant_id, id desc) where is_blocked;

-- With the tenant, which row-level security asks for too: of the contact alone it lost to the primary key while the table had no
-- statistics yet, and each look-up read all of the tenant.
drop index contact_identities_by_contact;
create index contact_identities_by_contact on contact_identities (contact_id, tenant_id);

-- The words of a name and an email, as people type them when they search. Names are qualified in place of a search_path of its
-- own, with which it could not be inlined and would take several times as long for each contact.
create function contact_words(name text, email text) returns tsvector
language sql immutable parallel safe as $$
  select pg_catalog.to_tsvector(
    'pg_catalog.simple'::pg_catalog.regconfig,
    pg_catalog.translate(
      public.fold_text(coalesce(name, '') || ' ' || coalesce(email, '')),
      '@._-+/\,;:()[]{}''"&|!<>*’‘´`“”',
      pg_catalog.repeat(' ', 40)))
$$;
create index contacts_by_words on contacts using gin (contact_words(name, email));
-- Without the tenant: led by it, they would be taken in place of the primary key while the table has no statistics yet.
create index contact_numbers_by_start on contact_identities (value text_pattern_ops) where kind = 'phone';
create index contact_numbers_by_end on contact_identities (reverse(value) text_pattern_ops) where kind = 'phone';

-- Under row-level security PostgreSQL keeps these indexes from whoever is bound by it, because their operators are not
-- leakproof. So the owner looks for candidates, within the tenant of the transaction, and gives nothing but ids.
-- `words`: a tsquery; `digits`: the beginning or the end of a number, or null. ':' is what follows '9'.
create function contacts_of_text(words tsquery, digits text, most integer) returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
  (
    select c.id
    from public.contacts c
    where c.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid
      and public.contact_words(c.name, c.email) @@ words
    limit most
  )
  union
  (
    select i.contact_id
    from public.contact_identities i
    where i.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid
      and i.kind = 'phone' and i.value ~>=~ ('+' || digits) and i.value ~<~ ('+' || digits || ':')
    limit most
  )
  union
  (
    select i.contact_id
    from public.contact_identities i
    where i.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid
      and i.kind = 'phone' and reverse(i.value) ~>=~ reverse(digits) and reverse(i.value) ~<~ (reverse(digits) || ':')
    limit most
  )
  limit most
$$;

create function contacts_of_label(label text, most integer) returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
  select id
  from public.contacts
  where tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid and labels @> array[label]
  limit most
$$;

revoke execute on function contacts_of_text, contacts_of_label from public;
grant execute on function contacts_of_text, contacts_of_label to recado_app, recado_worker;

-- By which words a tenant's customers opt out and in, and what they are answered.
create table consent_settings (
  tenant_id uuid primary key references tenants(id) on delete cascade,
  settings jsonb not null,
  updated_at timestamptz not null default now()
);
select protect_tenant_table('consent_settings', 'tenant_id');

-- Answers to who opted out or in that are still to be accepted as messages; a row goes once its message is.
create table consent_confirmations (
  id uuid primary key,
  tenant_id uuid not null references tenants(id) on delete cascade,
  instance_id uuid not null references instances(id) on delete cascade,
  conversation_id uuid not null references conversations(id) on delete cascade,
  text text not null,
  attempts integer not null default 0,
  run_at timestamptz not null default now(),
  created_at timestamptz not null default now()
);
create index consent_confirmations_due on consent_confirmations (instance_id, run_at);
create index consent_confirmations_by_conversation on consent_confirmations (conversation_id);
select protect_tenant_table('consent_confirmations', 'tenant_id');
