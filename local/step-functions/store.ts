/** Executions on disk: where each one is, the attempts of the task it is in, and its history. */
import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import * as z from "zod";

const execution = z.object({
  arn: z.string(),
  machine_arn: z.string(),
  role_arn: z.string(),
  name: z.string(),
  /** The definition it was started with: a later one is for later executions. */
  definition: z.string(),
  status: z.enum(["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"]),
  input: z.string(),
  started_at: z.number(),
  state: z.string(),
  state_input: z.string(),
  entered_at: z.number(),
  stopped_at: z.number().nullable(),
  output: z.string().nullable(),
  error: z.string().nullable(),
  cause: z.string().nullable(),
});
/** Times are epoch milliseconds; inputs and outputs are JSON. */
export type Execution = z.infer<typeof execution>;

const outcome = z.union([
  z.object({ output: z.string() }),
  z.object({ error: z.string(), cause: z.string() }),
]);
export type Outcome = z.infer<typeof outcome>;

const attempt = z.object({
  token: z.string(),
  /** Epoch milliseconds; null is never. */
  deadline: z.number().nullable(),
  /** The function that hands the token on has finished. */
  invoked: z.number().transform(Boolean),
  outcome: z
    .string()
    .nullable()
    .transform((text) => (text === null ? undefined : outcome.parse(JSON.parse(text)))),
});
export type Attempt = z.infer<typeof attempt>;

const event = z.object({ id: z.number(), at: z.number(), type: z.string(), details: z.string() });
export type HistoryEvent = z.infer<typeof event>;
export type NewEvent = Omit<HistoryEvent, "id">;

export interface Closing {
  readonly status: Exclude<Execution["status"], "RUNNING">;
  readonly output?: string;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
}

export interface ExecutionStore {
  insert(started: Execution, events: readonly NewEvent[]): void;
  find(arn: string): Execution | undefined;
  /** Newest first. */
  ofMachine(machineArn: string): readonly Execution[];
  running(): readonly Execution[];
  /** Leaves one state for the next: its attempts, and with them their tokens, are gone. */
  enter(arn: string, state: string, input: string, at: number, events: readonly NewEvent[]): void;
  /** @returns false when it was closed before */
  close(arn: string, closing: Closing, at: number, events: readonly NewEvent[]): boolean;
  attempts(arn: string): readonly Attempt[];
  /** As it is now. */
  attempt(token: string): Attempt | undefined;
  begin(arn: string, token: string, deadline: number | null): void;
  invoked(token: string): void;
  /** @returns false when the attempt has an outcome, its time is over, or its state was left */
  settle(token: string, result: Outcome, at: number): boolean;
  history(arn: string): readonly HistoryEvent[];
}

const schema = `
  CREATE TABLE IF NOT EXISTS executions (
    arn TEXT PRIMARY KEY, machine_arn TEXT, role_arn TEXT, name TEXT, definition TEXT, status TEXT, input TEXT,
    started_at INTEGER, state TEXT, state_input TEXT, entered_at INTEGER, stopped_at INTEGER, output TEXT, error TEXT, cause TEXT);
  CREATE INDEX IF NOT EXISTS executions_of_machine ON executions (machine_arn, started_at);
  CREATE INDEX IF NOT EXISTS executions_running ON executions (status) WHERE status = 'RUNNING';
  CREATE TABLE IF NOT EXISTS task_attempts (
    id INTEGER PRIMARY KEY, execution_arn TEXT, token TEXT UNIQUE, deadline INTEGER, invoked INTEGER, outcome TEXT);
  CREATE INDEX IF NOT EXISTS task_attempts_of_execution ON task_attempts (execution_arn);
  CREATE TABLE IF NOT EXISTS execution_events (
    execution_arn TEXT, id INTEGER, at INTEGER, type TEXT, details TEXT, PRIMARY KEY (execution_arn, id)) WITHOUT ROWID;
`;

export function openExecutionStore(database: DatabaseSync): ExecutionStore {
  database.exec(schema);
  const prepared = (text: string) => {
    const statement = database.prepare(text);
    return {
      run: (...values: SQLInputValue[]) => Number(statement.run(...values).changes),
      all: (...values: SQLInputValue[]) => statement.all(...values),
    };
  };
  const columns = Object.keys(execution.shape);
  const insert = prepared(
    `INSERT INTO executions (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`,
  );
  const find = prepared("SELECT * FROM executions WHERE arn = ?");
  const ofMachine = prepared(
    "SELECT * FROM executions WHERE machine_arn = ? ORDER BY started_at DESC, rowid DESC",
  );
  const running = prepared("SELECT * FROM executions WHERE status = 'RUNNING' ORDER BY rowid");
  const enter = prepared("UPDATE executions SET state = ?, state_input = ?, entered_at = ? WHERE arn = ?");
  const close = prepared(
    "UPDATE executions SET status = ?, stopped_at = ?, output = ?, error = ?, cause = ? WHERE arn = ? AND status = 'RUNNING'",
  );
  const forget = prepared("DELETE FROM task_attempts WHERE execution_arn = ?");
  const attempts = prepared("SELECT * FROM task_attempts WHERE execution_arn = ? ORDER BY id");
  const one = prepared("SELECT * FROM task_attempts WHERE token = ?");
  const begin = prepared(
    "INSERT INTO task_attempts (execution_arn, token, deadline, invoked) VALUES (?, ?, ?, 0)",
  );
  const invoked = prepared("UPDATE task_attempts SET invoked = 1 WHERE token = ?");
  const settle = prepared(
    "UPDATE task_attempts SET outcome = ? WHERE token = ? AND outcome IS NULL AND (deadline IS NULL OR deadline > ?)",
  );
  const record = prepared(
    "INSERT INTO execution_events SELECT ?, COALESCE(MAX(id), 0) + 1, ?, ?, ? FROM execution_events WHERE execution_arn = ?",
  );
  const history = prepared(
    "SELECT id, at, type, details FROM execution_events WHERE execution_arn = ? ORDER BY id",
  );

  function atOnce<T>(work: () => T): T {
    database.exec("BEGIN");
    try {
      const result = work();
      database.exec("COMMIT");
      return result;
    } catch (error) {
      database.exec("ROLLBACK");
      throw error;
    }
  }

  function write(arn: string, events: readonly NewEvent[]) {
    for (const { at, type, details } of events) record.run(arn, at, type, details, arn);
  }

  const parsed = (rows: readonly unknown[]) => rows.map((row) => execution.parse(row));

  return {
    insert: (started, events) =>
      atOnce(() => {
        insert.run(...Object.values(execution.parse(started)));
        write(started.arn, events);
      }),
    find: (arn) => parsed(find.all(arn))[0],
    ofMachine: (machineArn) => parsed(ofMachine.all(machineArn)),
    running: () => parsed(running.all()),
    enter: (arn, state, input, at, events) =>
      atOnce(() => {
        forget.run(arn);
        enter.run(state, input, at, arn);
        write(arn, events);
      }),
    close: (arn, { status, output, error, cause }, at, events) =>
      atOnce(() => {
        if (close.run(status, at, output ?? null, error ?? null, cause ?? null, arn) === 0) return false;
        forget.run(arn);
        write(arn, events);
        return true;
      }),
    attempts: (arn) => attempts.all(arn).map((row) => attempt.parse(row)),
    attempt: (token) => one.all(token).map((row) => attempt.parse(row))[0],
    begin: (arn, token, deadline) => void begin.run(arn, token, deadline),
    invoked: (token) => void invoked.run(token),
    settle: (token, result, at) => settle.run(JSON.stringify(result), token, at) === 1,
    history: (arn) => history.all(arn).map((row) => event.parse(row)),
  };
}
