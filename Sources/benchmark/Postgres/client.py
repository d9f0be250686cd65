"""The workloads of `benchmark postgres`, done by clients that others have written: asyncpg on uvloop, and psycopg with its part in C.

client.py PEER WORKLOAD FOLDER SECONDS, or client.py PEER idle FOLDER CONNECTIONS, or client.py PEER version. Prints a line of JSON.
"""

import asyncio
import json
import random
import sys
import time

KEYS = [random.randint(1, 100_000) for _ in range(10_000)]
SELECT_ONE = "SELECT abalance FROM pgbench_accounts WHERE aid = "
SELECT_MANY = "SELECT id, name, score, created FROM customers"
INSERT = "INSERT INTO entries (id, name, score) VALUES "
COLUMNS = ["id", "name", "score"]
BATCH = [(n, f"entry number {n}", n / 8) for n in range(100)]
CLIENTS = 64
WARM_UP = 0.3


def rows():
    return [(n, f"entry number {n}", n / 8) for n in range(1_000_000)]


class Watch:
    """Tells when time is up, and counts only what comes after the warm-up."""

    def __init__(self, seconds):
        self.begin = time.perf_counter() + WARM_UP
        self.end = self.begin + seconds
        self.operations = 0
        self.started = None

    def runs(self, done):
        now = time.perf_counter()
        if self.started is None:
            if now >= self.begin:
                self.started, self.processor = now, time.process_time()
            return True
        self.operations += done
        self.now = now
        return now < self.end

    def figures(self):
        return {"operations": self.operations, "seconds": self.now - self.started, "processor": time.process_time() - self.processor}


def resident():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmRSS:"))


async def asyncpg_client(workload, folder, amount):
    import asyncpg

    where = {"host": folder, "user": "postgres", "database": "postgres"}
    if workload == "idle":
        held = [await asyncpg.connect(**where)]
        await held[0].fetchval(SELECT_ONE + "$1", 1)
        before = resident()
        for _ in range(int(amount)):
            held.append(await asyncpg.connect(**where))
            await held[-1].fetchval(SELECT_ONE + "$1", 1)
        return {"operations": (resident() - before) / int(amount), "seconds": 1, "processor": 0}
    if workload == "pool-64":
        async with asyncpg.create_pool(min_size=CLIENTS, max_size=CLIENTS, **where) as pool:
            watch = Watch(amount)

            async def client(number):
                key = number * 100
                while watch.runs(1):
                    key += 1
                    await pool.fetchval(SELECT_ONE + "$1", KEYS[key % len(KEYS)])

            await asyncio.gather(*(client(number) for number in range(CLIENTS)))
            return watch.figures()
    connection = await asyncpg.connect(**where)
    await connection.execute("TRUNCATE entries")
    watch = Watch(amount)
    number = 0
    if workload == "select-1":
        while watch.runs(1):
            number += 1
            await connection.fetchval(SELECT_ONE + "$1", KEYS[number % len(KEYS)])
    elif workload == "select-1000":
        while watch.runs(1):
            await connection.fetch(SELECT_MANY)
    elif workload == "insert-1":
        while watch.runs(1):
            number += 1
            await connection.execute(INSERT + "($1, $2, $3)", number, "entry number one", 0.5)
    elif workload == "insert-100":
        while watch.runs(100):
            await connection.executemany(INSERT + "($1, $2, $3)", BATCH)
    elif workload == "copy-in":
        all = rows()
        watch = Watch(amount)
        while watch.runs(len(all)):
            await connection.execute("TRUNCATE entries")
            await connection.copy_records_to_table("entries", records=all, columns=COLUMNS)
    return watch.figures()


def psycopg_client(workload, folder, amount):
    import psycopg

    where = f"host={folder} user=postgres dbname=postgres"
    if workload == "pool-64":
        return asyncio.run(psycopg_pool_client(where, amount))
    if workload == "idle":
        held = [psycopg.connect(where, autocommit=True)]
        held[0].execute(SELECT_ONE + "%s", (1,), prepare=True, binary=True).fetchone()
        before = resident()
        for _ in range(int(amount)):
            held.append(psycopg.connect(where, autocommit=True))
            held[-1].execute(SELECT_ONE + "%s", (1,), prepare=True, binary=True).fetchone()
        return {"operations": (resident() - before) / int(amount), "seconds": 1, "processor": 0}
    connection = psycopg.connect(where, autocommit=True)
    connection.execute("TRUNCATE entries")
    watch = Watch(amount)
    number = 0
    if workload == "select-1":
        while watch.runs(1):
            number += 1
            connection.execute(SELECT_ONE + "%s", (KEYS[number % len(KEYS)],), prepare=True, binary=True).fetchone()
    elif workload == "select-1000":
        while watch.runs(1):
            connection.execute(SELECT_MANY, prepare=True, binary=True).fetchall()
    elif workload == "insert-1":
        while watch.runs(1):
            number += 1
            connection.execute(INSERT + "(%s, %s, %s)", (number, "entry number one", 0.5), prepare=True)
    elif workload == "insert-100":
        while watch.runs(100):
            with connection.transaction():
                connection.cursor().executemany(INSERT + "(%s, %s, %s)", BATCH)
    elif workload == "copy-in":
        all = rows()
        watch = Watch(amount)
        while watch.runs(len(all)):
            connection.execute("TRUNCATE entries")
            with connection.cursor().copy("COPY entries (id, name, score) FROM STDIN (FORMAT BINARY)") as copying:
                copying.set_types(["int8", "text", "float8"])
                for row in all:
                    copying.write_row(row)
    return watch.figures()


async def psycopg_pool_client(where, amount):
    import psycopg_pool

    async with psycopg_pool.AsyncConnectionPool(where, min_size=CLIENTS, max_size=CLIENTS, kwargs={"autocommit": True}) as pool:
        await pool.wait()
        watch = Watch(amount)

        async def client(number):
            key = number * 100
            while watch.runs(1):
                key += 1
                async with pool.connection() as connection:
                    cursor = await connection.execute(SELECT_ONE + "%s", (KEYS[key % len(KEYS)],), prepare=True, binary=True)
                    await cursor.fetchone()

        await asyncio.gather(*(client(number) for number in range(CLIENTS)))
        return watch.figures()


def main():
    peer, workload = sys.argv[1:3]
    if peer == "asyncpg":
        import asyncpg
        import uvloop

        if workload == "version":
            return print(f"asyncpg {asyncpg.__version__} on uvloop {uvloop.__version__}")
        return print(json.dumps(uvloop.run(asyncpg_client(workload, sys.argv[3], float(sys.argv[4])))))
    import psycopg

    if workload == "version":
        return print(f"psycopg {psycopg.__version__} ({psycopg.pq.__impl__})")
    print(json.dumps(psycopg_client(workload, sys.argv[3], float(sys.argv[4]))))


main()
