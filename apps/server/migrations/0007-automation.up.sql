-- What an automatic agent has to answer, and what it decided. A conversation has at most one turn that waits, which takes in what
-- else the customer writes, and one that is at work.
create table agent_turns (
  id uuid primary key,
  tenant_id uuid not null references tenants(id) on delete cascade,
  instance_id uuid not null references instances(id) on delete cascade,
  conversation_id uuid not null references conversations(id) on delete cascade,
  agent_id uuid not null references agents(id) on delete cascade,
  -- The messages to answer, in the order in which they came; message_id is the last.
  message_ids uuid[] not null default '{}',
  message_id uuid not null references messages(id) on delete cascade,
  -- decided: the plan is kept and is being carried out. dropped: the conversation was no longer the agent's to answer.
  state varchar(10) not null default 'pending' check (state in ('pending', 'running', 'decided', 'done', 'dropped', 'failed')),
  -- How often deciding was begun; once decided, carrying out.
  attempt integer not null default 0,
  run_at timestamptz not null default now(),
  claim_id uuid,
  claim_until timestamptz,
  plan jsonb,
  usage jsonb,
  error_code varchar(60),
  error_detail text,
  created_at timestamptz not null default now(),
  decided_at timestamptz,
  finished_at timestamptz
);
create unique index agent_turns_waiting on agent_turns (conversation_id) where state = 'pending';
create unique index agent_turns_at_work on agent_turns (conversation_id) where state in ('running', 'decided');
create index agent_turns_due on agent_turns (agent_id, run_at, id) where state in ('pending', 'decided') and claim_id is null;
create index agent_turns_claimed on agent_turns (agent_id, claim_until) where claim_id is not null;
create index agent_turns_by_conversation on agent_turns (conversation_id, created_at desc, id desc);
create index agent_turns_by_message on agent_turns (message_id);
create index agent_turns_by_instance on agent_turns (instance_id);
select protect_tenant_table('agent_turns', 'tenant_id');

-- What an automatic agent remembers of a conversation, from its opening to its closing.
create table agent_episodes (
  conversation_id uuid primary key references conversations(id) on delete cascade,
  tenant_id uuid not null references tenants(id) on delete cascade,
  agent_id uuid not null references agents(id) on delete cascade,
  opened_at timestamptz not null,
  state jsonb not null default '{}',
  turns integer not null default 0,
  tokens integer not null default 0,
  updated_at timestamptz not null default now()
);
create index agent_episodes_by_agent on agent_episodes (agent_id);
select protect_tenant_table('agent_episodes', 'tenant_id');

-- The assignment for which the automatic agent looked whether there is something to answer; assigned_at is of the present one.
alter table conversations add column agent_heard_at timestamptz;
create index conversations_unheard on conversations (agent_id, id)
  where status = 'pending' and agent_id is not null and agent_heard_at is distinct from assigned_at;
