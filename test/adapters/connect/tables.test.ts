/** What Amazon Connect's side keeps in the table, on the embedded engines. */
import { describe, expect, it, onTestFinished } from "vitest";
import { dynamoCommandLines, wakeUpSchema } from "../../../adapters/connect/command-lines.ts";
import {
  dynamoConnectContacts,
  dynamoConnectLinks,
  dynamoOfferTasks,
} from "../../../adapters/connect/connect-contacts.ts";
import { addReconciliation, readReconciliation } from "../../../adapters/connect/reconciliation.ts";
import { dynamoTokenBuckets } from "../../../adapters/dynamodb/token-buckets.ts";
import { apiOf, type ConnectApi, type ConnectCommand } from "../../../domain/connect/commands.ts";
import { newContact } from "../../../domain/connect/contact.ts";
import { madeOffers } from "../../../domain/connect/made-offers.ts";
import { startDynamoEngine } from "../../../local/dynamodb/engine.ts";
import { offerOf } from "../../domain/connect/command-world.ts";
import {
  clientFor,
  createTable,
  installedEngines,
  tableAt,
  temporaryFolder,
} from "../../local/dynamodb/fixture.ts";

const at = (seconds: number) => new Date(Date.parse("2026-11-22T09:00:00.000Z") + seconds * 1000);

const commands: ConnectCommand[] = [
  offerOf("b", "2"),
  offerOf("a", "1"),
  offerOf("c", "3", { callback: true, own: true }),
];

describe.each(installedEngines)("on %s", (engine) => {
  async function emptyTable() {
    const running = await startDynamoEngine({ dataDir: temporaryFolder(), engine });
    onTestFinished(() => running.close());
    const client = clientFor(running.url);
    onTestFinished(() => client.destroy());
    await createTable(client);
    return tableAt(running.url);
  }

  it("commands are claimed by rank, each by one, and again when a lease is over", async () => {
    const lines = dynamoCommandLines(await emptyTable());
    for (const command of [...commands, ...commands]) await lines.add(command);
    const claims = await Promise.all([1, 2, 3].map(() => lines.claim("CreateContact", at(0))));
    const claimed = claims.flatMap((claim) => (claim.kind === "claimed" ? [claim.command] : []));
    expect(claimed.map(({ rank }) => rank).sort()).toEqual(["1", "2", "3"]);
    expect(claimed).toEqual(expect.arrayContaining(commands));
    expect(await lines.claim("CreateContact", at(1))).toEqual({ kind: "taken", until: at(30) });
    expect(await lines.claim("CreateContact", at(30))).toMatchObject({ kind: "claimed", claims: 2 });
    expect(await lines.claim("StopContact", at(30))).toEqual({ kind: "empty" });
  });

  it("the best rank is claimed first, also before those that came earlier", async () => {
    const lines = dynamoCommandLines(await emptyTable());
    for (const command of commands) await lines.add(command);
    expect(await lines.claim("CreateContact", at(0))).toMatchObject({ command: { rank: "1" } });
    await lines.add(offerOf("urgent", "0"));
    expect(await lines.claim("CreateContact", at(0))).toMatchObject({ command: { rank: "0" } });
    expect(await lines.claim("CreateContact", at(0))).toMatchObject({ command: { rank: "2" } });
  });

  it("a command waits until its time, and removed it is gone, though it is released after that", async () => {
    const lines = dynamoCommandLines(await emptyTable());
    const command = offerOf("a", "1");
    await lines.add(command, at(5));
    expect(await lines.claim("CreateContact", at(4))).toEqual({ kind: "taken", until: at(5) });
    expect(await lines.claim("CreateContact", at(5))).toMatchObject({ kind: "claimed", command });
    await lines.release(command, at(7));
    expect(await lines.claim("CreateContact", at(6))).toEqual({ kind: "taken", until: at(7) });
    await lines.remove(command);
    await lines.release(command, at(7));
    expect(await lines.claim("CreateContact", at(8))).toEqual({ kind: "empty" });
  });

  it("a line that is longer than a page and all taken is looked at to its end", async () => {
    const lines = dynamoCommandLines(await emptyTable());
    const many = Array.from({ length: 60 }, (_, index) =>
      offerOf(`c${index}`, String(index).padStart(3, "0")),
    );
    await Promise.all(many.map((command) => lines.add(command, at(9))));
    await lines.add(offerOf("last", "999"));
    expect(await lines.claim("CreateContact", at(0))).toMatchObject({
      kind: "claimed",
      command: { rank: "999" },
    });
  });

  it("tokens come at the quota's pace, whoever takes them, and not after a drain", async () => {
    const table = await emptyTable();
    const quotas = { StopContact: { perSecond: 2, burst: 5 } };
    const processes = [1, 2, 3].map(() => dynamoTokenBuckets(table, quotas));
    const take = async (process: number, seconds: number) =>
      ((await processes[process]?.take("StopContact", at(seconds)))?.getTime() ?? 0) - at(seconds).getTime();
    const taken: number[] = [];
    for (let token = 0; token < 9; token += 1) taken.push(await take(token % 3, 0));
    // The burst, less what late calls need, then one each half second.
    expect(taken).toEqual([0, 0, 0, 0, 300, 800, 1300, 1800, 2300]);
    const together = await Promise.all([0, 1, 2].map((process) => take(process, 0)));
    expect(together.sort((left, right) => left - right)).toEqual([2800, 3300, 3800]);
    expect(await take(0, 60)).toBe(0);
    await processes[1]?.drain("StopContact", at(60));
    expect(await take(2, 60)).toBe(1000);
    await processes[1]?.drain("StopContact", at(0));
    expect(await take(0, 60)).toBe(1500);
  });

  it("changes of a contact by several at once are all kept", async () => {
    const contacts = dynamoConnectContacts(await emptyTable(), () => at(0).getTime());
    expect(await contacts.read("c")).toBeUndefined();
    const types = ["INITIATED", "QUEUED", "CONNECTED_TO_AGENT"] as const;
    await Promise.all(
      types.map((type) => contacts.change("c", (found) => ({ ...found, seen: [...found.seen, type] }))),
    );
    const found = await contacts.read("c");
    expect([...(found?.seen ?? [])].sort()).toEqual([...types].sort());
    const whole = {
      ...newContact("c"),
      userId: "u",
      offer: { agentId: "a", token: 1, at: at(0).toISOString() },
      at: { QUEUED: at(1).toISOString() },
      done: ["accepted" as const],
    };
    await contacts.change("c", () => whole);
    expect(await contacts.read("c")).toEqual(whole);
  });

  it("an offer that was made is found by its contact and by its case", async () => {
    const table = await emptyTable();
    const [contacts, links] = [dynamoConnectContacts(table, () => 0), dynamoConnectLinks(table)];
    const offers = madeOffers({ contacts, links, tasks: dynamoOfferTasks(table, () => 0) });
    await offers.keep({ contactId: "t", caseId: "k", agentId: "a", token: 3, own: true, at: at(0) });
    expect(await offers.taskOf("k", 3)).toBe("t");
    expect(await offers.taskOf("k", 2)).toBeUndefined();
    expect([await offers.isOver("t"), await offers.isOver("nobody's")]).toEqual([false, false]);
    await contacts.change("t", (contact) => ({ ...contact, at: { DISCONNECTED: at(1).toISOString() } }));
    expect(await offers.isOver("t")).toBe(true);
    expect(await links.caseOf("t")).toBe("k");
    expect(await contacts.read("t")).toMatchObject({ own: true, offer: { agentId: "a", token: 3 } });
  });

  it("the meter adds up", async () => {
    const table = await emptyTable();
    expect(await readReconciliation(table)).toEqual({ expected: 0, seen: 0, repaired: 0 });
    const more = { expected: 5, seen: 4, repaired: 1 };
    await Promise.all([addReconciliation(table, more), addReconciliation(table, more)]);
    expect(await readReconciliation(table)).toEqual({ expected: 10, seen: 8, repaired: 2 });
  });
});

describe("a wake-up", () => {
  it("is read for every API that a command needs", () => {
    const apis: ConnectApi[] = [
      ...(["steer", "assign"] as const).map((kind) => offerOf("a", "1", { mode: { kind, contactId: "c" } })),
      ...(["task", "queue-task"] as const).map((kind) => offerOf("a", "1", { mode: { kind } })),
      { kind: "withdraw", rank: "1", caseId: "a", token: 1 } as const,
      { kind: "status", rank: "1", agentId: "a", userId: "u", status: "away" } as const,
    ].map(apiOf);
    expect(new Set(apis).size).toBe(6);
    for (const api of apis) expect(wakeUpSchema.parse({ api })).toEqual({ api });
  });
});
