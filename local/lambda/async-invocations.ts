/** Lambda's asynchronous invocations: accepted on disk, retried, and handed to the failure destination at last. */
import type { DatabaseSync } from "node:sqlite";
import * as z from "zod";
import type { Log } from "../log.ts";
import type { Resources } from "../template/resources.ts";
import type { FunctionError, Invocation, LambdaFunction } from "./functions.ts";
import { stopWithinMs, withinTime } from "./wake.ts";

const config = z.strictObject({
  FunctionName: z.string(),
  Qualifier: z.string(),
  MaximumRetryAttempts: z.coerce.number().default(2),
  MaximumEventAgeInSeconds: z.coerce.number().default(21_600),
  DestinationConfig: z
    .strictObject({ OnFailure: z.object({ Destination: z.string() }).optional() })
    .optional(),
});
const row = z.object({
  id: z.number(),
  function_arn: z.string(),
  payload: z.string(),
  attempts: z.number(),
  accepted_at: z.number(),
  due_at: z.number(),
});
type Row = z.infer<typeof row>;

export interface AsyncInvocations {
  /** Returns once the event is on disk. @param payload JSON */
  accept(functionArn: string, payload: string): void;
  /** Takes up what an earlier process accepted and did not finish. */
  resume(): void;
  close(): Promise<void>;
}

export interface AsyncOptions {
  readonly database: DatabaseSync;
  readonly resources: Resources;
  readonly functions: ReadonlyMap<string, LambdaFunction>;
  readonly log: Log;
  /** Wait before the first, second, ... retry. AWS waits one and two minutes. */
  readonly retryDelaysMs: readonly number[];
  sendToQueue(queueArn: string, body: string, attributes?: Readonly<Record<string, string>>): void;
}

/** One process does the work of all: more at once would only make each slower than its time limits. */
const maxConcurrent = 8;

/** @throws Error listing every failure destination that its function's role may not write */
export function openAsyncInvocations(options: AsyncOptions): AsyncInvocations {
  const { database, functions, log, retryDelaysMs } = options;
  const settings = readSettings(options.resources);
  refuseLostEvents(functions.values(), settings);
  database.exec(
    "CREATE TABLE IF NOT EXISTS async_invocations (id INTEGER PRIMARY KEY, function_arn TEXT, payload TEXT, attempts INTEGER, accepted_at INTEGER, due_at INTEGER)",
  );
  const insert = database.prepare(
    "INSERT INTO async_invocations (function_arn, payload, attempts, accepted_at, due_at) VALUES (?, ?, 0, ?, ?)",
  );
  const update = database.prepare("UPDATE async_invocations SET attempts = ?, due_at = ? WHERE id = ?");
  const remove = database.prepare("DELETE FROM async_invocations WHERE id = ?");
  const ready: Row[] = [];
  const timers = new Set<NodeJS.Timeout>();
  const running = new Set<Promise<void>>();
  let stopping = false;
  let closed = false;

  function pump() {
    while (!stopping && running.size < maxConcurrent) {
      const next = ready.shift();
      if (!next) return;
      const run = attempt(next).finally(() => {
        running.delete(run);
        pump();
      });
      running.add(run);
    }
  }

  function schedule(pending: Row) {
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        ready.push(pending);
        pump();
      },
      Math.max(0, pending.due_at - Date.now()),
    );
    timers.add(timer);
  }

  async function attempt(pending: Row) {
    const target = functions.get(pending.function_arn);
    if (!target) {
      log.error(`event for ${pending.function_arn} dropped: the function is not in the templates any more`);
      remove.run(pending.id);
      return;
    }
    const invocation = await target.invoke(JSON.parse(pending.payload));
    if (closed) return;
    if (invocation.ok) {
      remove.run(pending.id);
      return;
    }
    const { MaximumRetryAttempts: retries = 2, MaximumEventAgeInSeconds: maxAge = 21_600 } =
      settings.get(target.name) ?? {};
    const attempts = pending.attempts + 1;
    const tooOld = Date.now() - pending.accepted_at > maxAge * 1000;
    if (attempts > retries || tooOld) {
      giveUp(target, pending, attempts, tooOld ? "EventAgeExceeded" : "RetriesExhausted", invocation);
      remove.run(pending.id);
      return;
    }
    const due_at = Date.now() + (retryDelaysMs[attempts - 1] ?? retryDelaysMs.at(-1) ?? 0);
    update.run(attempts, due_at, pending.id);
    if (!stopping) schedule({ ...pending, attempts, due_at });
  }

  function giveUp(target: LambdaFunction, pending: Row, attempts: number, condition: string, failed: Failed) {
    const destination = settings.get(target.name)?.DestinationConfig?.OnFailure?.Destination;
    if (destination !== undefined) {
      options.sendToQueue(
        destination,
        JSON.stringify(failureRecord(target.arn, pending.payload, attempts, condition, failed)),
      );
    }
    if (target.deadLetterArn !== undefined) {
      options.sendToQueue(target.deadLetterArn, pending.payload, {
        RequestID: failed.requestId,
        ErrorCode: "200",
        ErrorMessage: failed.error.errorMessage.slice(0, 1024),
      });
    }
    const where = destination ?? target.deadLetterArn;
    log.error(
      `function ${target.name}: event ${where === undefined ? "dropped" : `sent to ${where}`} (${condition})`,
    );
  }

  return {
    accept(functionArn, payload) {
      const now = Date.now();
      const id = Number(insert.run(functionArn, payload, now, now).lastInsertRowid);
      ready.push({ id, function_arn: functionArn, payload, attempts: 0, accepted_at: now, due_at: now });
      setImmediate(pump);
    },
    resume() {
      for (const found of database.prepare("SELECT * FROM async_invocations ORDER BY id").all())
        schedule(row.parse(found));
    },
    async close() {
      for (const timer of timers) clearTimeout(timer);
      stopping = true;
      await withinTime(Promise.allSettled(running), stopWithinMs);
      closed = true;
    },
  };
}

type Failed = Extract<Invocation, { ok: false }>;

/** Destinations and dead-letter queues are written with the function's own role; what it may not write is lost. */
function refuseLostEvents(functions: Iterable<LambdaFunction>, settings: ReturnType<typeof readSettings>) {
  const problems = [...functions].flatMap(({ name, role, deadLetterArn }) =>
    [settings.get(name)?.DestinationConfig?.OnFailure?.Destination, deadLetterArn]
      .filter((queue) => queue !== undefined)
      .filter((resource) => role.refusal({ action: "sqs:SendMessage", resource }) !== undefined)
      .map((queue) => `role ${role.roleName} of function ${name} may not sqs:SendMessage on ${queue}`),
  );
  if (problems.length > 0) throw new Error(problems.join("\n"));
}

function readSettings(resources: Resources) {
  const found = resources.ofType("AWS::Lambda::EventInvokeConfig", config);
  return new Map(
    found.map(({ properties }) => [properties.FunctionName.split(":").at(-1) ?? "", properties]),
  );
}

function failureRecord(
  functionArn: string,
  payload: string,
  attempts: number,
  condition: string,
  failed: Failed,
) {
  const { errorType, errorMessage }: FunctionError = failed.error;
  return {
    version: "1.0",
    timestamp: new Date().toISOString(),
    requestContext: {
      requestId: failed.requestId,
      functionArn: `${functionArn}:$LATEST`,
      condition,
      approximateInvokeCount: attempts,
    },
    requestPayload: JSON.parse(payload),
    responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
    responsePayload: { errorType, errorMessage },
  };
}
