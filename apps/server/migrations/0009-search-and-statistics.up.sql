-- Full-text search. Words are found by their stem in Portuguese and in English, whichever fits; words that mean nothing in one
-- of the two are left out in both. The first dictionary of each configuration does that, the second finds the stem.
create text search dictionary without_portuguese (template = simple, stopwords = portuguese, accept = false);
create text search dictionary without_english (template = simple, stopwords = english, accept = false);
create text search configuration recado_portuguese (copy = portuguese);
create text search configuration recado_english (copy = english);
alter text search configuration recado_portuguese
  alter mapping for asciiword, word, numword with without_english, portuguese_stem;
alter text search configuration recado_english
  alter mapping for asciiword, word, numword with without_portuguese, english_stem;

-- Letters and digits, in lower case and without accents; all else parts words, ordinal signs as in nº12 too.
create function search_words(given text) returns text
language sql immutable strict parallel safe as $$
  select regexp_replace(public.fold_text(given), '(?:[^[:alnum:]]|[ºª])+', ' ', 'g')
$$;

-- The stemmer of Portuguese knows informação as informações by their accents: they come back to where they can only have been,
-- whether somebody typed them or not. Plurals in ões and ães become singular with it.
create function restore_nasals(words text) returns text
language sql immutable strict parallel safe as $$
  select replace(regexp_replace(words, '(ao|oes|aes)\M', 'ão', 'g'), 'cão', 'ção')
$$;

-- What a message says, for people: text, caption, names of files and places, titles of buttons. Null: nothing to search.
create function message_text(content jsonb) returns text
language sql stable strict parallel safe as $$
  select nullif(left(case
    when content ->> 'type' in ('reaction', 'edit', 'delete', 'deleted', 'unsupported', 'system') then null
    when jsonb_typeof(content -> 'content') = 'string' then content ->> 'content'
    else concat_ws(' ',
      content #>> '{content,caption}', content #>> '{content,filename}', content #>> '{content,title}',
      content #>> '{content,question}', content #>> '{content,body}', content #>> '{content,name}',
      content #>> '{content,address}', content #>> '{content,text}', content #>> '{content,description}',
      case when content ->> 'type' in ('contacts', 'list', 'buttons', 'template', 'poll') then (
        select string_agg(part #>> '{}', ' ')
        from unnest(array[
          '$.header ? (@.type() == "string")', '$.header.text', '$.contacts[*].name.formattedName',
          '$.sections[*].rows[*].title', '$.buttons[*].title', '$.options[*]', '$.components[*].parameters[*].text'
        ]::jsonpath[]) path, jsonb_path_query(content -> 'content', path) part) end)
  end, 10000), '')
$$;

-- The end of an id tells enough of it apart to find by; the row itself says whose it is.
create function search_tag(id uuid) returns text
language sql immutable strict parallel safe as $$
  select right(id::text, 12)
$$;

-- The stems of a message, each at the place of its word, and what narrows a search down: day, month and year of the tenant,
-- instance, conversation, and the type unless it is text. No word has a slash in it.
create function message_vector(tenant uuid, instance uuid, conversation uuid, type text, at timestamptz, words text) returns tsvector
language sql stable strict parallel safe as $$
  select (to_tsvector('public.recado_portuguese', public.restore_nasals(words))::text || ' '
      || to_tsvector('public.recado_english', words)::text)::tsvector
    || array_to_tsvector(array[
      to_char(at at time zone 'UTC', 'YYYYMMDD') || '/' || public.search_tag(tenant),
      to_char(at at time zone 'UTC', 'YYYYMM') || '/' || public.search_tag(tenant),
      to_char(at at time zone 'UTC', 'YYYY') || '/' || public.search_tag(tenant),
      'i/' || public.search_tag(instance),
      'c/' || public.search_tag(conversation)
    ] || case when type = 'text' then '{}' else array['t/' || type] end)
$$;

-- One row for each message with words in it. Apart from messages, whose rows change with every status: this one is written once,
-- and again when the text is edited.
create table message_search (
  message_id uuid primary key references messages(id) on delete cascade,
  tenant_id uuid not null,
  instance_id uuid not null,
  direction varchar(10) not null,
  type varchar(20) not null,
  created_at timestamptz not null,
  search tsvector not null
);
-- What is not merged into the index yet is read whole by each search, so that it must stay small: 1 MB.
create index message_search_words on message_search using gin (search) with (gin_pending_list_limit = 1024);
create index message_search_newest on message_search (tenant_id, created_at desc, message_id desc);
select protect_tenant_table('message_search', 'tenant_id');

create function index_added_messages() returns trigger
language plpgsql as $$
begin
  insert into public.message_search (message_id, tenant_id, instance_id, direction, type, created_at, search)
  select id, tenant_id, instance_id, direction, type, created_at,
    public.message_vector(tenant_id, instance_id, conversation_id, type, created_at, public.search_words(said))
  from (
    select *, content ->> 'type' as type, public.message_text(content) as said from added offset 0
  ) message
  where said is not null and type is not null;
  return null;
end $$;
create trigger messages_index_added after insert on messages
  referencing new table as added
  for each statement execute function index_added_messages();

create function index_edited_message() returns trigger
language plpgsql as $$
begin
  delete from public.message_search where message_id = new.id;
  insert into public.message_search (message_id, tenant_id, instance_id, direction, type, created_at, search)
  select new.id, new.tenant_id, new.instance_id, new.direction, new.content ->> 'type', new.created_at,
    public.message_vector(new.tenant_id, new.instance_id, new.conversation_id, new.content ->> 'type', new.created_at,
      public.search_words(public.message_text(new.content)))
  where public.message_text(new.content) is not null and new.content ->> 'type' is not null;
  return null;
end $$;
create trigger messages_index_edited after update of content on messages
  for each row when (old.content is distinct from new.content) execute function index_edited_message();

-- Messages change their conversation when two turn out to be of one contact.
create function index_moved_message() returns trigger
language plpgsql as $$
begin
  update public.message_search
  set search = ts_delete(search, 'c/' || public.search_tag(old.conversation_id))
    || array_to_tsvector(array['c/' || public.search_tag(new.conversation_id)])
  where message_id = new.id;
  return null;
end $$;
create trigger messages_index_moved after update of conversation_id on messages
  for each row when (old.conversation_id <> new.conversation_id) execute function index_moved_message();

-- A part of what somebody searches for: one word, or several that follow each other, or a word of which only the beginning may
-- be there yet. Empty when it means nothing by itself.
create function search_term(given text, is_beginning boolean) returns tsquery
language sql stable strict parallel safe as $$
  select phraseto_tsquery('public.recado_portuguese', public.restore_nasals(words))
    || phraseto_tsquery('public.recado_english', words)
    || case when is_beginning and words ~ '^[[:alnum:]]{3,}$' then (quote_literal(words) || ':*')::tsquery else ''::tsquery end
  from (select trim(public.search_words(given)) as words) folded
$$;

-- All that somebody searches for: alternatives, of each of which all terms must hold, as searchTerms gives them. A statement with
-- a text of its own for each search would be planned anew each time. That a word means nothing is no news to anybody.
create function search_query(alternatives jsonb) returns tsquery
language plpgsql stable strict parallel safe set client_min_messages = warning as $$
declare
  terms jsonb;
  term jsonb;
  all_terms tsquery;
  wanted tsquery := '';
begin
  for terms in select * from jsonb_array_elements(alternatives) loop
    all_terms := '';
    for term in select * from jsonb_array_elements(terms) loop
      if (term ->> 'isNegated')::boolean then
        all_terms := all_terms && !! public.search_term(term ->> 'text', false);
      else
        all_terms := all_terms && public.search_term(term ->> 'text', (term ->> 'isBeginning')::boolean);
      end if;
    end loop;
    wanted := wanted || all_terms;
  end loop;
  return wanted;
end $$;

-- The stems that are looked for, with :* behind those of which the beginning is enough.
create function search_stems(wanted tsquery) returns text[]
language sql stable strict parallel safe as $$
  select coalesce(array_agg(distinct part[1] || coalesce(part[2], '')), '{}')
  from regexp_matches(wanted::text, $r$'([^']+)'(:\*)?$r$, 'g') part
$$;

-- The days, months or years from one time to another, as message_vector writes them: the fewest that tell enough.
create function search_period(tenant uuid, from_time timestamptz, to_time timestamptz) returns tsquery
language sql stable strict parallel safe as $$
  select string_agg(quote_literal(to_char(at, unit.form) || '/' || public.search_tag(tenant)), ' | ')::tsquery
  from (
    select case when days < 3 then 'day' when days < 60 then 'month' else 'year' end as name,
      case when days < 3 then 'YYYYMMDD' when days < 60 then 'YYYYMM' else 'YYYY' end as form
    from (select extract(epoch from to_time - from_time) / 86400 as days) length
  ) unit,
  generate_series(
    date_trunc(unit.name, from_time at time zone 'UTC'), to_time at time zone 'UTC', ('1 ' || unit.name)::interval
  ) at
$$;

-- One of the tags that message_vector writes for these ids; null when any will do.
create function search_tags(kind text, ids uuid[]) returns tsquery
language sql stable strict parallel safe as $$
  select string_agg(quote_literal(kind || '/' || public.search_tag(id)), ' | ')::tsquery from unnest(ids) id
$$;

-- Newest first. The newest three thousand messages are looked at one by one: there a frequent word is found. What is left is asked
-- of the index: of the newest days, then of ever longer times before them, until there are enough; so a rare word takes few looks.
-- Of a beginning each look costs as much as all the words that begin so, everybody's; so there are fewer. What a conversation has
-- is looked at as it is, unless it is much; then just what it has of the newest weeks.
-- Index conditions on words are closed to a role under row-level security (their operator is not leakproof), so that this runs
-- as the owner, for the tenant of the transaction and no other.
create function search_messages(
  wanted tsquery, instances uuid[], conversations uuid[], of_direction text, of_type text, since timestamptz, before timestamptz,
  before_id uuid, most integer
) returns table (message_id uuid, created_at timestamptz)
language plpgsql stable rows 50 security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
declare
  tenant constant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
  has_beginning constant boolean := wanted::text like '%:*%';
  first_time timestamptz;
  upper_time timestamptz;
  lower_time timestamptz;
  bound record;
  tags tsquery := '';
  sought tsquery;
  is_much boolean := true;
  days integer;
  found_now integer;
begin
  if numnode(wanted) = 0 or cardinality(instances) = 0 or cardinality(conversations) = 0 then return; end if;
  if conversations is null then
    select s.created_at as at, s.message_id as id into bound
    from public.message_search s
    where s.tenant_id = tenant and (s.created_at, s.message_id) < (before, before_id) and s.created_at >= since
    order by s.created_at desc, s.message_id desc
    offset 2999 limit 1;
    return query
      select s.message_id, s.created_at
      from public.message_search s
      where s.tenant_id = tenant
        and (s.created_at, s.message_id) < (before, before_id)
        and (s.created_at, s.message_id) >= (coalesce(bound.at, since), coalesce(bound.id, '00000000-0000-0000-0000-000000000000'))
        and (s.search @@ wanted) is true
        and (instances is null or s.instance_id = any(instances))
        and (of_direction is null or s.direction = of_direction)
        and (of_type is null or s.type = of_type)
      order by s.created_at desc, s.message_id desc
      limit most;
    get diagnostics found_now = row_count;
    most := most - found_now;
    if most <= 0 or bound.at is null then return; end if;
    before := bound.at;
    before_id := bound.id;
  else
    tags := public.search_tags('c', conversations);
    is_much := exists (select from public.messages m where m.conversation_id = any(conversations) offset 3000);
  end if;
  if instances is not null then tags := tags && public.search_tags('i', instances); end if;
  if of_type <> 'text' then tags := tags && quote_literal('t/' || of_type)::tsquery; end if;
  select greatest(since, s.created_at) into first_time
  from public.message_search s where s.tenant_id = tenant order by s.created_at, s.message_id limit 1;
  select least(before, s.created_at) + interval '1 microsecond' into upper_time
  from public.message_search s where s.tenant_id = tenant order by s.created_at desc, s.message_id desc limit 1;
  foreach days in array case
    when not is_much then array[100000]
    when conversations is not null then array[40, 400, 100000]
    when has_beginning then array[10, 400, 100000]
    else array[1, 40, 400, 100000] end
  loop
    exit when most <= 0 or upper_time <= first_time or upper_time is null;
    lower_time := greatest(first_time, upper_time - make_interval(days => days));
    sought := tags && public.search_period(tenant, lower_time, upper_time);
    if conversations is null or (is_much and days > 40) then sought := wanted && sought; end if;
    return query
      select s.message_id, s.created_at
      from public.message_search s
      where s.search @@ sought
        -- So that nothing but the index of words is thought of.
        and (
          s.search @@ wanted
          and s.tenant_id = tenant
          and s.created_at >= lower_time and s.created_at < upper_time
          and (s.created_at, s.message_id) < (before, before_id)
          and (instances is null or s.instance_id = any(instances))
          and (of_direction is null or s.direction = of_direction)
          and (of_type is null or s.type = of_type)
        ) is true
      order by s.created_at desc, s.message_id desc
      limit most;
    get diagnostics found_now = row_count;
    most := most - found_now;
    upper_time := lower_time;
  end loop;
end $$;
revoke execute on function search_messages from public;
grant execute on function search_messages to recado_app, recado_worker;

-- Statistics. What happens is noted in its own transaction as a row that is only added, so that nobody waits for anybody; the rows
-- are then added up by the hour and by the day, and deleted in the transaction that adds them. A read takes both, in one statement,
-- so that it counts each event once whenever it comes.
create table statistics_deltas (
  tenant_id uuid not null,
  id bigint generated always as identity,
  instance_id uuid not null,
  -- Whose doing it was, as far as it is counted for each.
  agent_id uuid,
  -- The hour of UTC in which it was.
  hour timestamptz not null,
  measure varchar(24) not null,
  count integer not null,
  -- Of what takes time: how long, and the class of such times it falls into.
  duration_ms bigint,
  duration_class smallint,
  primary key (tenant_id, id)
);
select protect_tenant_table('statistics_deltas', 'tenant_id');

-- One row for each hour and for each day of UTC of an instance; grain agent_hour and agent_day: what of it was an agent's.
create table statistics_counts (
  tenant_id uuid not null,
  grain varchar(10) not null check (grain in ('hour', 'day', 'agent_hour', 'agent_day')),
  at timestamptz not null,
  instance_id uuid not null,
  agent_id uuid,
  inbound_text integer not null default 0,
  inbound_media integer not null default 0,
  inbound_interactive integer not null default 0,
  inbound_other integer not null default 0,
  outbound_text integer not null default 0,
  outbound_media integer not null default 0,
  outbound_interactive integer not null default 0,
  outbound_other integer not null default 0,
  opened integer not null default 0,
  reopened integer not null default 0,
  assigned integer not null default 0,
  closed integer not null default 0,
  first_responses integer not null default 0,
  first_response_ms bigint not null default 0,
  resolutions integer not null default 0,
  resolution_ms bigint not null default 0,
  unique nulls not distinct (tenant_id, grain, at, instance_id, agent_id),
  foreign key (tenant_id, instance_id) references instances (tenant_id, id) on delete cascade
);
create index statistics_counts_by_instance on statistics_counts (instance_id);
select protect_tenant_table('statistics_counts', 'tenant_id');

-- How many first responses and resolutions took how long: 64 classes, each reaching 26 % further than the one before.
create table statistics_durations (
  tenant_id uuid not null,
  grain varchar(10) not null check (grain in ('hour', 'day', 'agent_hour', 'agent_day')),
  at timestamptz not null,
  instance_id uuid not null,
  agent_id uuid,
  measure varchar(24) not null check (measure in ('first_response', 'closed')),
  classes integer[] not null,
  unique nulls not distinct (tenant_id, grain, at, instance_id, agent_id, measure),
  foreign key (tenant_id, instance_id) references instances (tenant_id, id) on delete cascade
);
create index statistics_durations_by_instance on statistics_durations (instance_id);
select protect_tenant_table('statistics_durations', 'tenant_id');

create function message_group(type text) returns text
language sql immutable parallel safe as $$
  select case
    when type = 'text' then 'text'
    when type in ('image', 'video', 'audio', 'document', 'sticker') then 'media'
    when type in ('list', 'buttons', 'cta_url', 'template', 'poll', 'button_reply', 'list_reply', 'template_button', 'flow_reply',
      'poll_vote', 'order') then 'interactive'
    else 'other'
  end
$$;

create function count_added_messages() returns trigger
language plpgsql as $$
begin
  insert into public.statistics_deltas (tenant_id, instance_id, hour, measure, count)
  select tenant_id, instance_id, date_trunc('hour', created_at, 'UTC') as hour,
    direction || '_' || public.message_group(content ->> 'type') as measure, count(*)
  from added
  group by tenant_id, instance_id, hour, measure;
  return null;
end $$;
create trigger messages_count_added after insert on messages
  referencing new table as added
  for each statement execute function count_added_messages();

-- Class n begins at 2 ^ (n / 3) seconds, class 0 at nothing; the last has what takes over 24 days.
create function duration_class(duration_ms bigint) returns smallint
language sql immutable strict parallel safe as $$
  select least(63, floor(3 * ln(greatest(duration_ms, 1000) / 1000.0::float8) / ln(2.0::float8) + 1e-9))::smallint
$$;

create function count_conversation_change() returns trigger
language plpgsql as $$
declare
  was_closed constant boolean := tg_op = 'INSERT' or old.status = 'closed';
  had_agent constant uuid := case when tg_op = 'UPDATE' then old.agent_id end;
begin
  -- What becomes of two conversations that turn out to be one was counted when it happened.
  if current_setting('app.is_merging', true) = 'on' then return null; end if;
  insert into public.statistics_deltas (tenant_id, instance_id, agent_id, hour, measure, count, duration_ms, duration_class)
  select new.tenant_id, new.instance_id, event.agent_id, date_trunc('hour', event.at, 'UTC'), event.measure, 1,
    event.duration_ms, public.duration_class(event.duration_ms)
  from (
    select case when tg_op = 'INSERT' or old.opened_at is null then 'opened' else 'reopened' end as measure,
      null::uuid as agent_id, coalesce(new.opened_at, now()) as at, null::bigint as duration_ms
    where was_closed and new.status <> 'closed'
    union all
    select 'closed', had_agent, coalesce(new.closed_at, now()),
      greatest(0, extract(epoch from coalesce(new.closed_at, now()) - new.opened_at) * 1000)::bigint
    where not was_closed and new.status = 'closed'
    union all
    select 'assigned', new.agent_id, coalesce(new.assigned_at, now()), null
    where new.agent_id is distinct from had_agent and new.agent_id is not null
    union all
    select 'first_response', new.agent_id, new.first_response_at,
      greatest(0, extract(epoch from new.first_response_at - new.opened_at) * 1000)::bigint
    where new.first_response_at is not null and tg_op = 'UPDATE' and old.first_response_at is distinct from new.first_response_at
      and new.opened_at is not null
  ) event;
  return null;
end $$;
create trigger conversations_count_added after insert on conversations
  for each row when (new.status <> 'closed' or new.agent_id is not null) execute function count_conversation_change();
create trigger conversations_count_changed after update of status, agent_id, first_response_at on conversations
  for each row when (
    old.status <> new.status or old.agent_id is distinct from new.agent_id or old.first_response_at is distinct from new.first_response_at
  ) execute function count_conversation_change();

-- What is there already.
insert into message_search (message_id, tenant_id, instance_id, direction, type, created_at, search)
select id, tenant_id, instance_id, direction, type, created_at,
  message_vector(tenant_id, instance_id, conversation_id, type, created_at, search_words(said))
from (select *, content ->> 'type' as type, message_text(content) as said from messages offset 0) message
where said is not null and type is not null;
insert into statistics_deltas (tenant_id, instance_id, hour, measure, count)
select tenant_id, instance_id, date_trunc('hour', created_at, 'UTC'), direction || '_' || message_group(content ->> 'type'), count(*)
from messages
group by 1, 2, 3, 4;
