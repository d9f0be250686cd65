-- The functions by which services enqueue and work. They run as the owner of the tables, which nobody else reads or writes.
--
-- Locks, by advisory numbers of two parts, always taken in this order: (1, worker), (2, hash of the queue), (3, slot). Each is held to the end of its
-- transaction.

-- A worker that may claim, and is not taken over from meanwhile.
CREATE FUNCTION check_worker(by_worker integer, by_fence integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(1, by_worker);
  IF NOT EXISTS (SELECT FROM worker WHERE number = by_worker AND fence = by_fence AND role = session_user) THEN
    RAISE EXCEPTION 'the worker % has no lease, or another fence', by_worker USING ERRCODE = 'BH001';
  END IF;
END $$;

-- Whether the caller works a queue: it is the service whose name the queue's begins with, or it is the owner of these tables.
CREATE FUNCTION works(queue_name text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT session_user = replace(split_part(queue_name, '.', 1), '-', '_') OR pg_has_role(session_user, current_user, 'MEMBER')
$$;

-- The slot of this turn, which stays open until the transaction ends.
CREATE FUNCTION slot_of_turn() RETURNS smallint LANGUAGE plpgsql AS $$
DECLARE
  present bigint;
BEGIN
  -- Entries that are taken from now on belong to a transaction that others see in their snapshots.
  PERFORM pg_current_xact_id();
  LOOP
    SELECT last_value INTO present FROM turn;
    PERFORM pg_advisory_xact_lock_shared(3, (present % 4)::integer);
    -- Who closes a slot has its lock alone, and does so after the turn.
    IF present = (SELECT last_value FROM turn) THEN RETURN present % 4; END IF;
  END LOOP;
END $$;

-- Tells the workers of a queue that it has something.
CREATE FUNCTION wake(queue_name text) RETURNS void LANGUAGE sql AS $$ SELECT pg_notify('jobs.' || queue_name, '') $$;

-- Enqueues jobs of one type, due now or later, and returns their ids in the order of the payloads.
CREATE FUNCTION enqueue_jobs(
  queue_name text, job_type text, job_version integer, payloads json[], job_priority integer DEFAULT 2, job_attempts integer DEFAULT 10,
  due timestamptz DEFAULT NULL, job_trace text DEFAULT NULL
) RETURNS SETOF bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = jobs, pg_temp AS $$
DECLARE
  place smallint := slot_of_turn();
  longest integer;
BEGIN
  SELECT max(octet_length(payload::text)) INTO longest FROM unnest(payloads) payload;
  IF longest > 1048576 THEN
    RAISE EXCEPTION 'a payload has % bytes, and at most 1048576 are taken', longest
      USING ERRCODE = 'program_limit_exceeded', HINT = 'Store the data, and enqueue where they are.';
  END IF;
  IF due > clock_timestamp() THEN
    RETURN QUERY
    INSERT INTO later (id, queue, priority, attempt, attempt_limit, version, enqueued_at, type, payload, trace, errors, due_at)
    SELECT nextval('entry'), queue_name, job_priority, 1, job_attempts, job_version, clock_timestamp(), job_type, payload, job_trace, '[]', due
    FROM unnest(payloads) payload RETURNING id;
  ELSE
    RETURN QUERY
    INSERT INTO job (id, queue, priority, attempt, attempt_limit, version, enqueued_at, type, payload, trace, errors, entry, slot)
    SELECT number, queue_name, job_priority, 1, job_attempts, job_version, clock_timestamp(), job_type, payload, job_trace, '[]', number, place
    FROM (SELECT nextval('entry') AS number, payload FROM unnest(payloads) payload) added RETURNING id;
  END IF;
  PERFORM wake(queue_name);
END $$;

-- Adds the jobs of a queue whose time has come to the ring, as many as 1,000, and returns how many those were.
CREATE FUNCTION promote(source text) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  place smallint;
  promoted integer := 0;
BEGIN
  IF EXISTS (SELECT FROM later WHERE queue = source AND due_at <= clock_timestamp()) THEN
    place := slot_of_turn();
    WITH due AS (
      DELETE FROM later WHERE id = ANY (ARRAY(
        SELECT id FROM later WHERE queue = source AND due_at <= clock_timestamp() ORDER BY due_at LIMIT 1000 FOR UPDATE SKIP LOCKED
      )) RETURNING *
    )
    INSERT INTO job (id, queue, priority, attempt, attempt_limit, version, enqueued_at, type, payload, trace, errors, entry, slot)
    SELECT id, queue, priority, attempt, attempt_limit, version, enqueued_at, type, payload, trace, errors, nextval('entry'), place
    FROM (SELECT * FROM due ORDER BY due_at, id) due;
    GET DIAGNOSTICS promoted = ROW_COUNT;
  END IF;
  RETURN promoted;
END $$;

-- Registers a process that works jobs, and returns its number, under which it holds a lease from now on.
CREATE FUNCTION register_worker(worker_name text, worker_lease interval) RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = jobs, pg_temp AS $$
  INSERT INTO worker (name, lease, expires_at) VALUES (worker_name, worker_lease, clock_timestamp() + worker_lease) RETURNING number
$$;

-- Registers a queue that the caller works.
CREATE FUNCTION register_queue(queue_name text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = jobs, pg_temp AS $$
BEGIN
  IF NOT works(queue_name) THEN
    RAISE EXCEPTION 'the role % does not work the queue %', session_user, queue_name
      USING ERRCODE = 'insufficient_privilege', HINT = 'A queue belongs to the service whose name it begins with.';
  END IF;
  INSERT INTO queue (name, registered_at) VALUES (queue_name, clock_timestamp())
  ON CONFLICT (name) DO UPDATE SET registered_at = excluded.registered_at;
END $$;

-- Renews a lease, and tells whether it still held, and in how many seconds the lease of another worker lapses if that gives no sign; less than
-- 0 where one has, NULL where there is no other. A lease whose time is over holds until somebody takes over.
CREATE FUNCTION beat(by_worker integer, OUT is_held boolean, OUT lapses_in float8)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = jobs, pg_temp AS $$
BEGIN
  UPDATE worker SET expires_at = clock_timestamp() + lease WHERE number = by_worker AND role = session_user;
  is_held := FOUND;
  SELECT extract(epoch FROM min(expires_at) - clock_timestamp()) INTO lapses_in FROM worker WHERE number <> by_worker;
END $$;

-- Claims attempts of a queue, the first ones by priority and entry that lie after the marks, one mark for each priority. Whoever claims from
-- a queue does so alone, for as long as it takes.
--
-- A payload is NULL where those before it are long already: so the answer fits into the buffers of a socket, and a worker that was stopped
-- keeps nobody waiting. payload_of gives it.
CREATE FUNCTION claim_jobs(by_worker integer, by_fence integer, queue_name text, room integer, after bigint[])
RETURNS TABLE (
  entry bigint, slot smallint, id bigint, priority smallint, attempt smallint, attempt_limit smallint, version smallint,
  enqueued_at timestamptz, type text, payload json, trace text
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = jobs, pg_temp
SET jit = off SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off AS $$
#variable_conflict use_column
DECLARE
  places smallint[];
BEGIN
  PERFORM check_worker(by_worker, by_fence);
  IF NOT works(queue_name) OR EXISTS (SELECT FROM queue WHERE name = queue_name AND paused_at IS NOT NULL) THEN RETURN; END IF;
  PERFORM pg_advisory_xact_lock(2, hashtext(queue_name));
  PERFORM promote(queue_name);
  places := ARRAY(SELECT number FROM slot WHERE is_open);
  RETURN QUERY
  WITH picked AS MATERIALIZED (
    SELECT found.*
    FROM unnest(after) WITH ORDINALITY AS level(mark, number),
      LATERAL (
        SELECT job.* FROM job
        WHERE job.slot = ANY (places) AND job.queue = queue_name AND job.priority = (level.number - 1)::smallint AND job.entry > level.mark
          AND NOT EXISTS (SELECT FROM claim WHERE claim.slot = job.slot AND claim.entry = job.entry)
        ORDER BY job.entry LIMIT room
      ) found
    LIMIT room
  ), taken AS (
    INSERT INTO claim (entry, at, worker, queue, priority, slot)
    SELECT picked.entry, clock_timestamp(), by_worker, queue_name, picked.priority, picked.slot FROM picked
  )
  SELECT picked.entry, picked.slot, picked.id, picked.priority, picked.attempt, picked.attempt_limit, picked.version, picked.enqueued_at,
    picked.type, CASE WHEN sum(octet_length(picked.payload::text)) OVER (ROWS UNBOUNDED PRECEDING) <= 65536 THEN picked.payload END, picked.trace
  FROM picked;
END $$;

-- The payload of an attempt that the worker claimed.
CREATE FUNCTION payload_of(by_worker integer, of_entry bigint) RETURNS json
LANGUAGE sql SECURITY DEFINER SET search_path = jobs, pg_temp AS $$
  SELECT job.payload
  FROM claim JOIN job ON (job.queue, job.priority, job.entry, job.slot) = (claim.queue, claim.priority, claim.entry, claim.slot)
    JOIN worker ON worker.number = claim.worker
  WHERE claim.entry = of_entry AND claim.worker = by_worker AND worker.role = session_user
$$;

-- When the next job of a queue is due that waits for its time; NULL where there is none.
CREATE FUNCTION next_due(queue_name text) RETURNS timestamptz LANGUAGE sql SECURITY DEFINER SET search_path = jobs, pg_temp AS $$
  SELECT min(due_at) FROM later WHERE queue = queue_name
$$;

-- What tells which entries no transaction can add any more: the last one given, and the bounds of a snapshot that is taken after it. Once the
-- lower bound has reached what the upper bound was, all entries up to that one are there, or never will be: a transaction has its number
-- before it is given an entry.
CREATE FUNCTION horizon(OUT last_entry bigint, OUT lower_bound bigint, OUT upper_bound bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = jobs, pg_temp AS $$
DECLARE
  seen pg_snapshot;
BEGIN
  SELECT last_value INTO last_entry FROM entry;
  -- Each statement has a snapshot of its own.
  seen := pg_current_snapshot();
  lower_bound := pg_snapshot_xmin(seen)::text::bigint;
  upper_bound := pg_snapshot_xmax(seen)::text::bigint;
END $$;

-- Whether the worker holds an attempt; if so, it does to the end of the transaction.
CREATE FUNCTION hold_job(by_worker integer, of_entry bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = jobs, pg_temp AS $$
BEGIN
  PERFORM FROM claim WHERE entry = of_entry AND worker = by_worker FOR KEY SHARE;
  IF NOT FOUND THEN RETURN false; END IF;
  -- What ended it before the lock was there is seen now.
  RETURN NOT EXISTS (SELECT FROM outcome WHERE outcome.entry = of_entry)
    AND EXISTS (SELECT FROM worker WHERE number = by_worker AND role = session_user);
END $$;

-- Completes attempts, and returns the entries of those that the worker held.
CREATE FUNCTION complete_jobs(by_worker integer, entries bigint[], slots smallint[]) RETURNS SETOF bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = jobs, pg_temp
SET jit = off SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off
SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM worker WHERE number = by_worker AND role = session_user) THEN RETURN; END IF;
  RETURN QUERY
  INSERT INTO outcome (entry, at, slot, kind)
  SELECT claim.entry, clock_timestamp(), claim.slot, 'c'
  FROM unnest(entries, slots) AS ended(entry, slot) JOIN claim ON claim.entry = ended.entry AND claim.slot = ended.slot
  WHERE claim.worker = by_worker
  ON CONFLICT DO NOTHING
  RETURNING outcome.entry;
END $$;

-- Ends an attempt that did not succeed, and returns whether the worker held it. The job comes again after some time, without it at once, or
-- it is dead: where the time is NULL, and after its last attempt. A job that is given back ('r') has not used up the attempt.
CREATE FUNCTION end_job(by_worker integer, of_entry bigint, ending "char", reason text, again_in interval) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = jobs, pg_temp AS $$
DECLARE
  ended job;
BEGIN
  IF NOT EXISTS (SELECT FROM worker WHERE number = by_worker AND role = session_user) THEN RETURN false; END IF;
  INSERT INTO outcome (entry, at, slot, kind)
  SELECT entry, clock_timestamp(), slot, ending FROM claim WHERE entry = of_entry AND worker = by_worker
  ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN RETURN false; END IF;
  SELECT job.* INTO ended
  FROM claim JOIN job ON (job.queue, job.priority, job.entry, job.slot) = (claim.queue, claim.priority, claim.entry, claim.slot)
  WHERE claim.entry = of_entry;
  PERFORM come_again(ended, ending, reason, again_in);
  RETURN true;
END $$;

-- Adds a job anew after an attempt that did not succeed, or to the dead ones.
CREATE FUNCTION come_again(ended job, ending "char", reason text, again_in interval) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  place smallint;
BEGIN
  IF reason IS NOT NULL THEN
    IF jsonb_array_length(ended.errors) >= 10 THEN ended.errors := ended.errors - 0; END IF;
    ended.errors := ended.errors || jsonb_build_object('attempt', ended.attempt, 'at', clock_timestamp(), 'error', left(reason, 10000));
  END IF;
  IF ending <> 'r' AND (again_in IS NULL OR ended.attempt >= ended.attempt_limit) THEN
    INSERT INTO dead (id, queue, priority, attempt, attempt_limit, version, enqueued_at, type, payload, trace, errors, died_at)
    VALUES (ended.id, ended.queue, ended.priority, ended.attempt, ended.attempt_limit, ended.version, ended.enqueued_at, ended.type,
      ended.payload, ended.trace, ended.errors, clock_timestamp());
    RETURN;
  END IF;
  IF ending <> 'r' THEN ended.attempt := ended.attempt + 1; END IF;
  IF again_in > interval '0' THEN
    INSERT INTO later (id, queue, priority, attempt, attempt_limit, version, enqueued_at, type, payload, trace, errors, due_at)
    VALUES (ended.id, ended.queue, ended.priority, ended.attempt, ended.attempt_limit, ended.version, ended.enqueued_at, ended.type,
      ended.payload, ended.trace, ended.errors, clock_timestamp() + again_in);
  ELSE
    place := slot_of_turn();
    INSERT INTO job (id, queue, priority, attempt, attempt_limit, version, enqueued_at, type, payload, trace, errors, entry, slot)
    VALUES (ended.id, ended.queue, ended.priority, ended.attempt, ended.attempt_limit, ended.version, ended.enqueued_at, ended.type,
      ended.payload, ended.trace, ended.errors, nextval('entry'), place);
  END IF;
  -- Who waits for a time that lies further off learns of this one.
  PERFORM wake(ended.queue);
END $$;

-- Takes over from workers whose lease has lapsed, and returns how many attempts that gave back.
CREATE FUNCTION take_over() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = jobs, pg_temp AS $$
DECLARE
  lost worker;
  total integer := 0;
BEGIN
  FOR lost IN SELECT * FROM worker WHERE expires_at < clock_timestamp() ORDER BY number FOR UPDATE SKIP LOCKED LOOP
    -- One that claims at this moment is left to the next round.
    IF pg_try_advisory_xact_lock(1, lost.number) THEN total := total + end_worker(lost, 'l'); END IF;
  END LOOP;
  RETURN total;
END $$;

-- Gives back what a worker holds and does not know, after the answer to a claim was lost, and returns the fence of its next claims; NULL
-- where it has no lease.
CREATE FUNCTION give_back_unknown(by_worker integer, known bigint[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = jobs, pg_temp AS $$
DECLARE
  asking worker;
BEGIN
  -- Claims that are under way end first, and those to come have the wrong fence.
  PERFORM pg_advisory_xact_lock(1, by_worker);
  UPDATE worker SET fence = fence + 1 WHERE number = by_worker AND role = session_user RETURNING * INTO asking;
  IF NOT FOUND THEN RETURN NULL; END IF;
  PERFORM give_back(asking, 'r', known);
  RETURN asking.fence;
END $$;

-- Gives back what a worker still holds, and ends it.
CREATE FUNCTION retire_worker(by_worker integer) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = jobs, pg_temp AS $$
DECLARE
  retired worker;
BEGIN
  PERFORM pg_advisory_xact_lock(1, by_worker);
  SELECT * INTO retired FROM worker WHERE number = by_worker AND role = session_user FOR UPDATE;
  IF NOT FOUND THEN RETURN 0; END IF;
  RETURN end_worker(retired, 'r');
END $$;

-- Gives back all that a worker still holds, and ends it, unless a transaction holds something of it at this moment.
CREATE FUNCTION end_worker(lost worker, ending "char") RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  total integer := give_back(lost, ending, '{}');
BEGIN
  IF NOT EXISTS (
    SELECT FROM claim
    WHERE worker = lost.number AND NOT EXISTS (SELECT FROM outcome WHERE (outcome.entry, outcome.slot) = (claim.entry, claim.slot))
  ) THEN DELETE FROM worker WHERE number = lost.number; END IF;
  RETURN total;
END $$;

-- Ends the attempts that a worker holds, but those that are known and those that a transaction holds at this moment, adds their jobs anew,
-- and returns how many those are.
CREATE FUNCTION give_back(lost worker, ending "char", known bigint[]) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  held record;
  ended job;
  total integer := 0;
BEGIN
  FOR held IN
    SELECT claim.* FROM claim
    WHERE worker = lost.number AND entry <> ALL (known)
      AND NOT EXISTS (SELECT FROM outcome WHERE (outcome.entry, outcome.slot) = (claim.entry, claim.slot))
    ORDER BY entry
  LOOP
    PERFORM FROM claim WHERE (entry, slot) = (held.entry, held.slot) FOR UPDATE SKIP LOCKED;
    CONTINUE WHEN NOT FOUND;
    INSERT INTO outcome (entry, at, slot, kind) VALUES (held.entry, clock_timestamp(), held.slot, ending) ON CONFLICT DO NOTHING;
    IF FOUND THEN
      SELECT * INTO ended FROM job WHERE (queue, priority, entry, slot) = (held.queue, held.priority, held.entry, held.slot);
      PERFORM come_again(ended, ending, CASE ending WHEN 'l' THEN format('the lease of worker %s (%s) lapsed', lost.number, lost.name) END, '0');
      total := total + 1;
    END IF;
  END LOOP;
  RETURN total;
END $$;
