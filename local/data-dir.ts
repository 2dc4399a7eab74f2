/** The data directory: one process at a time, and what must outlive a kill in one SQLite file. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

export class DataDirBusyError extends Error {
  override name = "DataDirBusyError";
}

export interface DataDir {
  readonly path: string;
  readonly database: DatabaseSync;
  close(): void;
}

/**
 * SQLite's exclusive lock is the directory's lock: the operating system drops it when the process dies,
 * however it dies, so no stale lock is ever left. `pid` only names the holder in the error.
 *
 * @throws DataDirBusyError when another process, or this one, already runs on the directory
 */
export function openDataDir(path: string, { fresh = false } = {}): DataDir {
  mkdirSync(path, { recursive: true });
  const lock = new DatabaseSync(join(path, "lock.db"));
  try {
    lock.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE; COMMIT;");
  } catch {
    lock.close();
    throw new DataDirBusyError(
      `${path} is in use by process ${holder(path)}: stop it, or choose another --data DIR`,
    );
  }
  writeFileSync(join(path, "pid"), String(process.pid));
  if (fresh) for (const name of contents) rmSync(join(path, name), { recursive: true, force: true });
  const database = new DatabaseSync(join(path, "state.db"));
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
  return {
    path,
    database,
    close() {
      database.close();
      lock.close();
    },
  };
}

/** Everything the runtime keeps beside its lock. */
const contents = ["dynamodb", "sqs", "s3", "state.db", "state.db-wal", "state.db-shm"];

function holder(path: string): string {
  try {
    return readFileSync(join(path, "pid"), "utf8");
  } catch {
    return "unknown";
  }
}

/** Small values by name, such as signing keys, secrets and stream checkpoints. */
export interface Values {
  get(key: string): string | undefined;
  set(key: string, value: string): void;
  /** The stored value, or the made one, stored. */
  getOrSet(key: string, make: () => string): string;
}

export function openValues(database: DatabaseSync, kind: string): Values {
  database.exec(
    'CREATE TABLE IF NOT EXISTS "values" (kind TEXT, key TEXT, value TEXT, PRIMARY KEY (kind, key)) WITHOUT ROWID',
  );
  const select = database.prepare('SELECT value FROM "values" WHERE kind = ? AND key = ?');
  const upsert = database.prepare('INSERT OR REPLACE INTO "values" (kind, key, value) VALUES (?, ?, ?)');
  const get = (key: string) => {
    const value = select.get(kind, key)?.value;
    return typeof value === "string" ? value : undefined;
  };
  const set = (key: string, value: string) => void upsert.run(kind, key, value);
  return {
    get,
    set,
    getOrSet(key, make) {
      const known = get(key);
      if (known !== undefined) return known;
      const made = make();
      set(key, made);
      return made;
    },
  };
}
