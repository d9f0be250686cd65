-- Goes one step in the upkeep of the ring, and returns which, NULL where there was none to go. One process at a time does so.
--
-- The turn goes on after so many entries, or so much time, into the oldest slot: once all in that has ended and it is truncated. What nobody
-- claimed in it is added anew first, if it is little. While there is much, or an attempt in it is worked on, the present slot grows.
CREATE FUNCTION tidy(turn_entries bigint, turn_time interval) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = jobs, pg_temp SET lock_timeout = '50ms' SET jit = off AS $$
DECLARE
  present bigint;
  here slot;
  next slot;
  old slot;
  unclaimed integer;
BEGIN
  IF NOT pg_try_advisory_xact_lock(4, 0) THEN RETURN NULL; END IF;
  SELECT last_value INTO present FROM turn;
  SELECT * INTO here FROM slot WHERE number = present % 4;
  SELECT * INTO next FROM slot WHERE number = (present + 1) % 4;

  FOR old IN SELECT * FROM slot WHERE is_open AND number <> here.number AND first_entry < here.first_entry ORDER BY first_entry LOOP
    -- Nobody adds to it any more who did not hold the lock by now, and so it need not be kept.
    CONTINUE WHEN NOT pg_try_advisory_lock(3, old.number);
    PERFORM pg_advisory_unlock(3, old.number);
    IF NOT EXISTS (
      SELECT FROM job WHERE slot = old.number AND NOT EXISTS (SELECT FROM claim WHERE claim.slot = old.number AND claim.entry = job.entry)
    ) THEN
      UPDATE slot SET is_open = false WHERE number = old.number;
      RETURN format('closed slot %s', old.number);
    END IF;
  END LOOP;

  IF (SELECT last_value FROM entry) - here.first_entry < turn_entries
    AND (clock_timestamp() < here.began_at + turn_time OR NOT EXISTS (SELECT FROM job WHERE slot = here.number))
  THEN RETURN NULL; END IF;

  IF next.first_entry > here.first_entry THEN
    -- It was made ready by the step before, and that is committed.
    PERFORM setval('turn', present + 1);
    RETURN format('turned to slot %s', next.number);
  END IF;
  IF next.is_open THEN
    SELECT count(*) INTO unclaimed FROM (
      SELECT FROM job WHERE slot = next.number AND NOT EXISTS (SELECT FROM claim WHERE claim.slot = next.number AND claim.entry = job.entry)
      LIMIT 10001
    ) rest;
    IF unclaimed NOT BETWEEN 1 AND 10000 THEN RETURN NULL; END IF;
    RETURN format('added %s entries of slot %s anew', add_anew(next.number), next.number);
  END IF;
  IF EXISTS (
    SELECT FROM claim WHERE slot = next.number AND NOT EXISTS (SELECT FROM outcome WHERE outcome.slot = next.number AND outcome.entry = claim.entry)
  ) THEN RETURN NULL; END IF;
  EXECUTE format('TRUNCATE job_%1$s, claim_%1$s, outcome_%1$s', next.number);
  UPDATE slot SET is_open = true, began_at = clock_timestamp(), first_entry = (SELECT last_value FROM entry) + 1 WHERE number = next.number;
  RETURN format('emptied slot %s', next.number);
EXCEPTION WHEN lock_not_available THEN RETURN NULL;
END $$;

-- Adds what nobody claimed of one queue in a slot anew to that of the turn, and returns how many entries those were.
CREATE FUNCTION add_anew(source smallint) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  of_queue text;
  place smallint;
  added integer;
BEGIN
  SELECT queue INTO of_queue FROM job
  WHERE slot = source AND NOT EXISTS (SELECT FROM claim WHERE claim.slot = source AND claim.entry = job.entry) LIMIT 1;
  IF NOT FOUND THEN RETURN 0; END IF;
  PERFORM pg_advisory_xact_lock(2, hashtext(of_queue));
  place := slot_of_turn();
  WITH picked AS MATERIALIZED (
    SELECT * FROM job
    WHERE slot = source AND queue = of_queue AND NOT EXISTS (SELECT FROM claim WHERE claim.slot = source AND claim.entry = job.entry)
    ORDER BY priority, entry
  ), taken AS (
    INSERT INTO claim (entry, at, worker, queue, priority, slot) SELECT entry, clock_timestamp(), 0, queue, priority, slot FROM picked
  ), ended AS (
    INSERT INTO outcome (entry, at, slot, kind) SELECT entry, clock_timestamp(), slot, 'm' FROM picked
  )
  INSERT INTO job (id, queue, priority, attempt, attempt_limit, version, enqueued_at, type, payload, trace, errors, entry, slot)
  SELECT id, queue, priority, attempt, attempt_limit, version, enqueued_at, type, payload, trace, errors, nextval('entry'), place FROM picked;
  GET DIAGNOSTICS added = ROW_COUNT;
  PERFORM wake(of_queue);
  RETURN added;
END $$;

-- The functions are the interface, for all services; what only serves these is nobody else's.
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA jobs FROM PUBLIC;
GRANT USAGE ON SCHEMA jobs TO PUBLIC;
GRANT EXECUTE ON FUNCTION enqueue_jobs, register_worker, register_queue, beat, claim_jobs, payload_of, next_due, horizon, hold_job, complete_jobs,
  end_job, take_over, give_back_unknown, retire_worker TO PUBLIC;
