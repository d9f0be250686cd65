-- Jobs that are to be worked on are in a ring of four slots. In a slot, three tables are only added to:
--
--   job      attempts at jobs, each a row with a number of its own, its entry
--   claim    who took an attempt
--   outcome  how it ended
--
-- Their keys decide between two that want the same: an attempt is claimed once and ends once. Nothing is changed or deleted while it is
-- worked on, so that no dead rows come up, whatever transaction is held open beside it. A slot in which all has ended is truncated as a
-- whole when its turn comes; until then it is the history.

-- Queues that somebody works, or paused. Jobs name theirs, whether it is here or not. A queue belongs to the service whose name it begins
-- with.
CREATE TABLE queue (
  name text PRIMARY KEY,
  registered_at timestamptz,
  -- When it was paused; NULL while it is worked.
  paused_at timestamptz
);

-- Processes that work jobs. The row is the lease on all that the process has claimed: its number is in each claim, is never given again,
-- and whoever takes the jobs over removes the row.
CREATE TABLE worker (
  number integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  role name NOT NULL DEFAULT session_user,
  lease interval NOT NULL CHECK (lease BETWEEN '100 ms' AND '1 hour'),
  expires_at timestamptz NOT NULL,
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- What a claim must name: it goes up when the answer to one was lost, and what of that may still arrive is refused.
  fence integer NOT NULL DEFAULT 0
);

-- Entries, in the order in which attempts are added.
CREATE SEQUENCE entry;

-- Turns: new attempts go into the slot of that number modulo 4. It is a sequence because each transaction sees the last value of one, also
-- a transaction that began long ago.
CREATE SEQUENCE turn MINVALUE 0 START 0;
SELECT nextval('turn');

CREATE TABLE slot (
  number smallint PRIMARY KEY,
  -- Whether it may hold attempts that nobody has claimed.
  is_open boolean NOT NULL,
  began_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- An entry that is no higher than those in it.
  first_entry bigint NOT NULL DEFAULT 1
);
INSERT INTO slot (number, is_open) SELECT number, number = 0 FROM generate_series(0, 3) number;

-- The columns of a job, wherever it is.
CREATE TABLE job_form (
  -- The entry of its first attempt.
  id bigint NOT NULL,
  queue text NOT NULL
    CONSTRAINT queue_name CHECK (queue ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$' AND length(queue) <= 50),
  -- 0 is before 1, and so on to 3.
  priority smallint NOT NULL CHECK (priority BETWEEN 0 AND 3),
  -- From 1 on.
  attempt smallint NOT NULL,
  attempt_limit smallint NOT NULL CHECK (attempt_limit BETWEEN 1 AND 1000),
  -- The version of the payload's form.
  version smallint NOT NULL,
  enqueued_at timestamptz NOT NULL,
  type text NOT NULL,
  payload json NOT NULL,
  -- The trace context of who enqueued it, as W3C's traceparent.
  trace text,
  -- What the attempts before this one failed for, the last ten: attempt, at, error.
  errors jsonb NOT NULL
);

CREATE TABLE job (
  LIKE job_form INCLUDING CONSTRAINTS,
  entry bigint NOT NULL,
  slot smallint NOT NULL,
  PRIMARY KEY (queue, priority, entry, slot)
) PARTITION BY LIST (slot);

CREATE TABLE claim (
  entry bigint NOT NULL,
  at timestamptz NOT NULL,
  -- 0 where the attempt was taken to be added anew.
  worker integer NOT NULL,
  queue text NOT NULL,
  priority smallint NOT NULL,
  slot smallint NOT NULL,
  PRIMARY KEY (entry, slot)
) PARTITION BY LIST (slot);

CREATE TABLE outcome (
  entry bigint NOT NULL,
  at timestamptz NOT NULL,
  slot smallint NOT NULL,
  -- c: completed, f: failed, l: the lease lapsed, r: given back unfinished, m: added anew to another slot
  kind "char" NOT NULL,
  PRIMARY KEY (entry, slot)
) PARTITION BY LIST (slot);

DO $$
BEGIN
  FOR number IN 0..3 LOOP
    EXECUTE format('CREATE TABLE job_%1$s PARTITION OF job FOR VALUES IN (%1$s)', number);
    EXECUTE format('CREATE TABLE claim_%1$s PARTITION OF claim FOR VALUES IN (%1$s)', number);
    EXECUTE format('CREATE TABLE outcome_%1$s PARTITION OF outcome FOR VALUES IN (%1$s)', number);
  END LOOP;
END $$;

-- Jobs whose time has not come.
CREATE TABLE later (LIKE job_form INCLUDING CONSTRAINTS, due_at timestamptz NOT NULL, PRIMARY KEY (id));
CREATE INDEX later_due ON later (queue, due_at);

-- Jobs whose last attempt failed.
CREATE TABLE dead (LIKE job_form INCLUDING CONSTRAINTS, died_at timestamptz NOT NULL, PRIMARY KEY (id));
CREATE INDEX dead_died ON dead (queue, died_at);
