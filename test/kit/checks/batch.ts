/** Several events in one call: each is one event, in whatever order, and one that is malformed costs no other. */
import assert from "node:assert/strict";
import { withAdapter, withEvents } from "../breaking.ts";
import { assertKeepable, eventsIn, happened, keysOf, signed } from "../calls.ts";
import type { Channel, Check } from "../check.ts";
import { elementOf, type Replaceable } from "../nested.ts";

const batches = ({ samples }: Channel) => samples.batch !== undefined;
const ids = ["kit-1", "kit-2", "kit-3"];

const keysIn = async (channel: Channel, of: readonly string[]) => {
  const { batch } = channel.samples;
  assert.ok(batch);
  return keysOf(await eventsIn(channel, batch(of, happened)));
};

/** The second of three, in whatever the provider wraps them. */
function second({ samples }: Channel): Replaceable {
  const { batch } = samples;
  assert.ok(batch);
  const [one, other] = [ids, ["kit-1", "kit-9", "kit-3"]].map((of) => batch(of, happened).body);
  return elementOf(one ?? "", other ?? "");
}

const malformed = [null, 42, "text", [], {}, { id: { not: "an id" } }, { type: 7, message: [] }];

export const batchChecks: readonly Check[] = [
  {
    name: "makes one event of each element of a batch",
    applies: batches,
    run: async (channel) => {
      const keys = await keysIn(channel, ids);
      assert.equal(keys.length, ids.length);
      assert.equal(new Set(keys).size, ids.length, "two elements have the same key");
    },
    broken: (good) => withEvents(good, (events) => events.slice(0, 1)),
  },
  {
    name: "gives an event the same key in a batch, alone, and in another order",
    applies: batches,
    run: async (channel) => {
      const keys = await keysIn(channel, ids);
      assert.deepEqual((await keysIn(channel, ids.toReversed())).toSorted(), keys.toSorted());
      const alone = await Promise.all(ids.map((id) => keysIn(channel, [id])));
      assert.deepEqual(alone.flat().toSorted(), keys.toSorted());
    },
    broken: (good) =>
      withEvents(good, (events) =>
        events.map((event, index) => ({ ...event, idempotencyKey: event.idempotencyKey + index })),
      ),
  },
  {
    // All or nothing where the sender is the business's own: it is told what is wrong, and sends all again.
    name: "keeps the others of a batch, and the one that is malformed",
    applies: ({ samples }) => samples.batch !== undefined && samples.wholeBatch !== true,
    run: async (channel) => {
      const [first = "", , third = ""] = await keysIn(channel, ids);
      const element = second(channel);
      for (const other of malformed) {
        const sample = channel.samples.batch?.(ids, happened);
        assert.ok(sample);
        const events = await eventsIn(channel, { ...sample, body: element.replacedBy(other) });
        for (const event of events) assertKeepable(event);
        const keys = keysOf(events);
        const what = JSON.stringify(other);
        assert.ok(keys.includes(first) && keys.includes(third), `${what} in a batch lost the others`);
        assert.ok(keys.length >= ids.length, `${what} in a batch is lost`);
      }
    },
    broken: (good) => withEvents(good, (events) => events.filter(({ kind }) => kind !== "webhook.received")),
  },
  {
    name: "refuses a batch with a mistake as a whole, and says which element it is",
    applies: ({ samples }) => samples.batch !== undefined && samples.wholeBatch === true,
    run: (channel) => {
      const element = second(channel);
      for (const other of malformed) {
        const sample = channel.samples.batch?.(ids, happened);
        assert.ok(sample);
        const request = signed(channel, { ...sample, body: element.replacedBy(other) });
        const parsed = channel.adapter.parse(request, channel.samples.endpoint);
        assert.equal(parsed.kind, "unreadable", `${JSON.stringify(other)} in a batch was read`);
        assert.match(parsed.kind === "unreadable" ? parsed.problem.pointer : "", /^\/1(\/|$)/);
      }
    },
    broken: (good) =>
      withAdapter(good, ({ parse }) => ({
        parse: (...of) => {
          const parsed = parse(...of);
          return parsed.kind === "unreadable"
            ? { ...parsed, problem: { ...parsed.problem, pointer: "" } }
            : parsed;
        },
      })),
  },
];
