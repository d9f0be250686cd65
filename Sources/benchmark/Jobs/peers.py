#!/usr/bin/env python3
"""Measures other job queues on PostgreSQL, each with its own documented settings for speed.

python peers.py SYSTEM WORKLOAD FOLDER DATABASE AMOUNT     (python peers.py SYSTEM version)

SYSTEM    procrastinate, pgqueuer or awa
WORKLOAD  enqueue-1, enqueue-100 (AMOUNT seconds), work (AMOUNT jobs), latency (AMOUNT jobs), idle (AMOUNT seconds)
FOLDER    the folder of the server's Unix socket (user postgres)
DATABASE  a database of its own: the system's schema is installed if it is not there, its jobs are thrown away

Prints one line of JSON. A system's settings are the same in all workloads.
"""
import asyncio
import importlib.metadata
import json
import logging
import os
import statistics
import sys
import threading
import time
from dataclasses import dataclass
from datetime import timedelta

import asyncpg
import psycopg
import uvloop

USER = "postgres"
WARM_UP = 0.3  # seconds before an enqueue workload is measured
UNCOUNTED = 20  # first jobs of the latency workload
PAUSE = 0.02  # between two jobs of the latency workload, so that the worker is idle again; also between two polls
WORKERS = 10  # of the idle workload
SETTLE = 11  # seconds before an idle workload is measured: idle sessions hand their counters on after up to 10 s


class System:
    """One client process of a system, that enqueues (open) or works (start) or both."""

    uvloop = False

    def __init__(self, folder, database):
        self.folder, self.database = folder, database
        self.task = None  # the worker's

    def another(self):
        return type(self)(self.folder, self.database)

    def run(self, worker):
        """Runs the worker in the background, and says so when it fails."""
        def ended(task):
            if not task.cancelled() and task.exception():
                print(f"{self.package}: worker failed: {task.exception()!r}", file=sys.stderr)

        self.task = asyncio.create_task(worker)
        self.task.add_done_callback(ended)


class Procrastinate(System):
    """https://procrastinate.readthedocs.io"""

    package = "procrastinate"
    # run_worker(concurrency=...), "Execute multiple jobs at the same time". Jobs are fetched one by one whatever it
    # is, so it only has to be high enough to overlap fetching, working and finishing.
    concurrency = 10
    # "The shorter your average job execution time, the more your pool will need to contain as many connections as
    # your concurrency (plus one)" (Mind the size of your PostgreSQL pool).
    pool = concurrency + 1
    # run_worker(delete_jobs=...), "Delete jobs on completion".
    delete_jobs = "always"

    app = None
    handler = None

    async def open(self, connections=1):
        import procrastinate
        import psycopg_pool

        # App.open_async(pool): "Procrastinate can use an existing pool". One of our own saves two round trips with
        # each statement: the connector's own pool checks a connection with a query whenever it is taken, and wraps
        # each statement (a single function call) into BEGIN and COMMIT. psycopg prepares statements by itself.
        async def configure(connection):
            await connection.set_autocommit(True)

        self.connections = psycopg_pool.AsyncConnectionPool(
            f"host={self.folder} user={USER} dbname={self.database}",
            min_size=1, max_size=connections, configure=configure, open=False)
        await self.connections.open(wait=True)
        self.app = procrastinate.App(connector=procrastinate.PsycopgConnector())
        await self.app.open_async(self.connections)

        @self.app.task(name="job", queue="jobs")
        async def job(number):
            self.handler(number)

        self.job = job

    async def install(self, sql):
        if await sql.fetchval("SELECT to_regclass('procrastinate_jobs') IS NULL"):
            await self.app.schema_manager.apply_schema_async()
        await sql.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")

    async def enqueue(self, number):
        await self.job.defer_async(number=number)

    async def enqueue_many(self, numbers):
        # "Batch defer multiple jobs".
        await self.job.batch_defer_async(*({"number": number} for number in numbers))

    async def start(self, handler):
        self.handler = handler
        if self.app is None:
            await self.open(self.pool)
        # listen_notify is on and fetch_job_polling_interval 5 s by default.
        self.run(self.app.run_worker_async(
            queues=["jobs"], concurrency=self.concurrency, delete_jobs=self.delete_jobs,
            install_signal_handlers=False))

    def left(self, total):
        return "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"

    async def close(self):
        if self.task:
            self.task.cancel()  # the documented way to stop run_worker_async: it ends its jobs first
            await asyncio.gather(self.task, return_exceptions=True)
        if self.app:
            await self.app.close_async()
            await self.connections.close()


class PgQueuer(System):
    """https://pgqueuer.readthedocs.io, guides/performance-tuning"""

    package = "pgqueuer"
    # PgQueuer.run(batch_size=...): "Increase batch_size when jobs are short-lived". Completions are written in batches
    # of the same size. max_concurrent_tasks stays unlimited (its default), which also makes the query cheaper.
    batch_size = 250
    uvloop = True  # as its own command line does
    producer = consumer = None

    def connect(self):
        return asyncpg.connect(host=self.folder, user=USER, database=self.database)

    async def open(self):
        from pgqueuer.db import AsyncpgDriver
        from pgqueuer.queries import Queries

        # asyncpg, the faster driver by comparisons/benchmarks; one connection is enough for one producer.
        self.producer = await self.connect()
        self.queries = Queries(AsyncpgDriver(self.producer))

    async def install(self, sql):
        if not await self.queries.schema_is_installed():
            # Durability stays "durable", the default: the tables of "balanced" and "volatile" are unlogged.
            await self.queries.install()
            await self.queries.optimize_autovacuum()  # "Run pgq autovac after installation": fillfactor 70
        await sql.execute("TRUNCATE pgqueuer, pgqueuer_log, pgqueuer_statistics")

    async def enqueue(self, number):
        await self.queries.enqueue("job", b'{"number": %d}' % number)

    async def enqueue_many(self, numbers):
        # Queries.enqueue with lists: one statement.
        payloads = [b'{"number": %d}' % number for number in numbers]
        await self.queries.enqueue(["job"] * len(payloads), payloads, [0] * len(payloads))

    async def start(self, handler):
        from pgqueuer import PgQueuer as Worker
        from pgqueuer.db import AsyncpgDriver

        # "a single connection for QueueManager".
        self.consumer = await self.connect()
        self.manager = Worker(AsyncpgDriver(self.consumer))

        @self.manager.entrypoint("job")
        async def job(job):
            handler(job)

        # log_aggregation_interval=0: "disables (aggregate on read)".
        self.run(self.manager.run(batch_size=self.batch_size, log_aggregation_interval=timedelta(0)))

    def left(self, total):
        return "SELECT count(*) FROM pgqueuer"  # a job that is done is moved to pgqueuer_log

    async def close(self):
        if self.task:
            self.manager.shutdown.set()
            await asyncio.gather(self.task, return_exceptions=True)
        for connection in (self.producer, self.consumer):
            if connection:
                await connection.close()


@dataclass
class PeersJob:
    number: int


class Awa(System):
    """https://github.com/hardbyte/awa, docs/configuration.md and docs/benchmarking.md"""

    package = "awa-pg"
    schema = "awa_peers"
    # "For very high-throughput no-op queues, size max_workers for durable completion latency ... 1,024"; from 512 on
    # there are 4 completion shards instead of 1.
    queue = {
        "name": "jobs",
        "max_workers": 1024,
        "claim_batch_size": 512,  # the default; 1024 and claimers=2 were no clear gain
        "deadline_duration_ms": 0,  # "0 skips deadline rescue": a claim of many jobs is one compact row
    }
    connections = 10  # AsyncClient(max_connections=...), the default
    client = None
    started = False

    async def open(self):
        import awa

        self.client = awa.AsyncClient(
            f"postgres:///{self.database}?host={self.folder}&user={USER}", max_connections=self.connections)

    async def install(self, sql):
        await self.client.migrate()
        # The queue-storage engine, "the 0.6 default storage", in a schema of its own: only such a one can be emptied.
        await self.client.install_queue_storage(schema=self.schema, reset=True)

    async def enqueue(self, number):
        await self.client.insert(PeersJob(number), queue="jobs")

    async def enqueue_many(self, numbers):
        # "For bulk producers on queue storage, prefer direct queue-storage COPY".
        await self.client.enqueue_many_copy([PeersJob(number) for number in numbers], queue="jobs")

    async def start(self, handler):
        if self.client is None:
            await self.open()

        @self.client.task(PeersJob, queue="jobs")
        async def job(job):
            handler(job.args.number)

        self.started = True
        await self.client.start([self.queue], queue_storage_schema=self.schema)

    def left(self, total):
        # What is done is counted as docs/configuration.md describes it (the view awa.jobs takes seconds).
        return f"""SELECT {total}
            - (SELECT coalesce(sum(completed_count), 0) FROM {self.schema}.receipt_completion_batches)
            - (SELECT coalesce(sum(pruned_completed_count), 0) FROM {self.schema}.queue_terminal_rollups)
            - (SELECT count(*) FROM {self.schema}.done_entries WHERE state = 'completed')"""

    async def close(self):
        if self.started:
            await self.client.shutdown()
        if self.client:
            await self.client.close()


SYSTEMS = {"procrastinate": Procrastinate, "pgqueuer": PgQueuer, "awa": Awa}


async def enqueue(system, sql, amount, size):
    """Enqueues with one call after another for amount seconds."""
    number = 0

    async def run(seconds):
        nonlocal number
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            if size == 1:
                await system.enqueue(number)
            else:
                await system.enqueue_many(range(number, number + size))
            number += size

    await run(WARM_UP)
    first, start, processor = number, time.perf_counter(), time.process_time()
    await run(amount)
    return {"operations": number - first, "seconds": time.perf_counter() - start,
            "processor": time.process_time() - processor}


async def work(system, sql, amount):
    """Works amount jobs that are there already."""
    for first in range(0, amount, 1000):
        await system.enqueue_many(range(first, min(first + 1000, amount)))
    await system.close()
    worker = system.another()
    await sql.execute("ANALYZE")  # as autovacuum would
    done, count = asyncio.Event(), 0

    def handler(number):
        nonlocal count
        count += 1
        if count == amount:
            done.set()

    start, processor = time.perf_counter(), time.process_time()
    try:
        await worker.start(handler)
        await done.wait()
        while await sql.fetchval(worker.left(amount)) > 0:
            await asyncio.sleep(PAUSE)
        return {"operations": amount, "seconds": time.perf_counter() - start,
                "processor": time.process_time() - processor}
    finally:
        await worker.close()


async def latency(system, sql, amount):
    """Enqueues one job after another for an idle worker."""
    worker = system.another()
    started = asyncio.Queue()
    times = []
    try:
        await worker.start(lambda number: started.put_nowait(time.perf_counter()))
        await asyncio.sleep(1)
        for number in range(UNCOUNTED + amount):
            start = time.perf_counter()
            await system.enqueue(number)
            times.append((await started.get() - start) * 1000)
            await asyncio.sleep(PAUSE)
    finally:
        await worker.close()
    times = sorted(times[UNCOUNTED:])
    return {"operations": statistics.median(times), "seconds": 1, "processor": 0,
            "p95": times[int(0.95 * (amount - 1))], "max": times[-1]}


async def idle(system, sql, amount):
    """Counts the statements of ten workers without work."""
    await system.close()
    loaded = "pg_stat_statements" in await sql.fetchval("SHOW shared_preload_libraries")
    if loaded:
        counted = "statements by pg_stat_statements"
        await sql.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
        query = "SELECT sum(calls)::bigint FROM pg_stat_statements s, pg_database d WHERE d.oid = s.dbid"
    else:
        counted = "transactions by pg_stat_database"
        query = "SELECT xact_commit + xact_rollback FROM pg_stat_database d WHERE true"
    query += " AND d.datname = current_database()"
    workers = [system.another() for _ in range(WORKERS)]
    try:
        for worker in workers:
            await worker.start(lambda number: None)
            await asyncio.sleep(1)  # so that their timers do not all go off at once
        await asyncio.sleep(SETTLE)
        start, before = time.perf_counter(), await sql.fetchval(query)
        processor = time.process_time()
        await asyncio.sleep(amount)
        seconds, count = time.perf_counter() - start, await sql.fetchval(query) - before - 1  # 1: our own first query
        processor = time.process_time() - processor
    finally:
        await asyncio.gather(*(worker.close() for worker in workers))
    return {"operations": count / seconds * 60, "seconds": seconds, "processor": processor, "counted": counted}


WORKLOADS = {
    # the function and the seconds that it may take for an amount
    "enqueue-1": (lambda *arguments: enqueue(*arguments, 1), lambda amount: amount + 30),
    "enqueue-100": (lambda *arguments: enqueue(*arguments, 100), lambda amount: amount + 30),
    "work": (work, lambda amount: 60 + amount / 50),
    "latency": (latency, lambda amount: 60 + (amount + UNCOUNTED) * 0.5),
    "idle": (idle, lambda amount: amount + 60),
}


async def run(name, workload, folder, database, amount):
    function, deadline = WORKLOADS[workload]
    seconds = deadline(amount)
    # In case that even the clean-up hangs.
    watch = threading.Timer(seconds + 20, lambda: (print("deadline passed", file=sys.stderr), os._exit(3)))
    watch.daemon = True
    watch.start()
    system = SYSTEMS[name](folder, database)
    sql = await asyncpg.connect(host=folder, user=USER, database=database)
    try:
        async with asyncio.timeout(seconds):
            await system.open()
            await system.install(sql)
            return await function(system, sql, amount)
    except TimeoutError:
        sys.exit(f"{name} {workload}: not done within {seconds:.0f} s")
    finally:
        await system.close()
        await sql.close()


def main():
    if len(sys.argv) == 3 and sys.argv[1] in SYSTEMS and sys.argv[2] == "version":
        package = SYSTEMS[sys.argv[1]].package
        return print(package, importlib.metadata.version(package))
    if len(sys.argv) != 6 or sys.argv[1] not in SYSTEMS or sys.argv[2] not in WORKLOADS:
        sys.exit(__doc__)
    logging.disable(logging.WARNING)
    name, workload, folder, database, amount = sys.argv[1:]
    if name == "procrastinate" and psycopg.pq.__impl__ == "python":
        print("procrastinate: psycopg is slower without its C part (package psycopg-binary)", file=sys.stderr)
    amount = int(amount) if workload in ("work", "latency") else float(amount)
    factory = uvloop.new_event_loop if SYSTEMS[name].uvloop else None
    with asyncio.Runner(loop_factory=factory) as runner:
        print(json.dumps(runner.run(run(name, workload, folder, database, amount))))


if __name__ == "__main__":
    main()
