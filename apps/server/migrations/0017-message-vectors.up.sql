-- The same vectors as before, in one function that PostgreSQL prepares once for each connection: functions in SQL within each
-- other were prepared for each message anew.
create or replace function message_vector(tenant uuid, instance uuid, conversation uuid, type text, at timestamptz, words text)
returns tsvector
language plpgsql stable strict parallel safe as $$
declare
  day constant text := to_char(at at time zone 'UTC', 'YYYYMMDD');
  tag constant text := '/' || right(tenant::text, 12);
  portuguese tsvector := to_tsvector('public.recado_portuguese', public.restore_nasals(words));
  english constant tsvector := to_tsvector('public.recado_english', words);
begin
  -- Both number the words alike, so that what is the same in both stays once.
  if portuguese <> english then
    portuguese := (portuguese::text || ' ' || english::text)::tsvector;
  end if;
  return portuguese || array_to_tsvector(
    array[
      day || tag, left(day, 6) || tag, left(day, 4) || tag,
      'i/' || right(instance::text, 12), 'c/' || right(conversation::text, 12)
    ] || case when type = 'text' then '{}' else array['t/' || type] end);
end $$;

-- fold_text and what parts words, without the setting that fold_text makes and takes back at each call.
create or replace function search_words(given text) returns text
language plpgsql immutable strict parallel safe as $$
begin
  return regexp_replace(
    regexp_replace(normalize(lower(given), NFD), '[\u0300-\u036f]', '', 'g'), '(?:[^[:alnum:]]|[ºª])+', ' ', 'g');
end $$;
