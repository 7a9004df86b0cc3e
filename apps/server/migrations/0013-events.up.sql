-- The conversation that an event belongs to: what orders it among the events of its conversation, and what filters ask for.
alter table events add column conversation_id uuid;
update events
set conversation_id = coalesce(data->'message'->>'conversationId', data->>'conversationId', data->'conversation'->>'id')::uuid;

-- How far the numbers of events have gone; see event-horizon.ts.
grant select on sequence events_seq_seq to recado_app, recado_worker;
