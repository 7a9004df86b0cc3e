create or replace function message_vector(tenant uuid, instance uuid, conversation uuid, type text, at timestamptz, words text) returns tsvector
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

create or replace function search_words(given text) returns text
language sql immutable strict parallel safe as $$
  select regexp_replace(public.fold_text(given), '(?:[^[:alnum:]]|[ºª])+', ' ', 'g')
$$;
