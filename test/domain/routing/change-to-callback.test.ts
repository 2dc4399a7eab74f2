import { expect, it } from "vitest";
import { ContendedRoutingError } from "../../../domain/errors.ts";
import { changeToCallback } from "../../../domain/routing/change-to-callback.ts";
import { agentOf, caseOf } from "../../world/routing/scene.ts";
import { desk, onHand, onOffer, over } from "./desk.ts";

const line = caseOf("c1", { taskToken: "t1" });

it("makes a case in line a call back with that contact, once, at its place and under its workflow", async () => {
  const here = desk({ routings: [line] });
  await changeToCallback(here, "c1", "k1");
  await changeToCallback(here, "c1", "k1");
  expect(here.store.routings.get("c1")).toEqual({ ...line, callback: true, contactId: "k1", version: 2 });
  await changeToCallback(here, "c1", "k2");
  expect(here.store.routings.get("c1")).toMatchObject({ contactId: "k2", version: 3 });
});

it.each([
  ["offered", onOffer(line, agentOf("a1")).routing],
  ["in an agent's hands", onHand(line, agentOf("a1")).routing],
  ["over", over(line)],
])("leaves a case that is %s as it is", async (_, routing) => {
  const here = desk({ routings: [routing] });
  await changeToCallback(here, "c1", "k1");
  await changeToCallback(here, "nobody", "k1");
  expect(here.store.routings.get("c1")).toEqual(routing);
  expect(here.store.routings.size).toBe(1);
});

it("goes by the case as it is when others change it meanwhile", async () => {
  const here = desk({ routings: [line] });
  let reads = 0;
  const stale = {
    ...here.store,
    readRouting: async () => {
      reads += 1;
      return reads < 3 ? { ...line, version: 0 } : line;
    },
  };
  await changeToCallback({ ...here, store: stale }, "c1", "k1");
  expect(here.store.routings.get("c1")).toMatchObject({ callback: true, version: 2 });
  const lost = { ...here.store, readRouting: async () => ({ ...line, version: 0 }) };
  await expect(changeToCallback({ ...here, store: lost }, "c1", "k9")).rejects.toThrow(ContendedRoutingError);
});
