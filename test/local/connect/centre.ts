/** Local Connect on a clock of the test's own, what it told, and shortcuts for what tests do with it. */
import { DatabaseSync } from "node:sqlite";
import { type CentreOptions, type ContactCentre, openCentre } from "../../../local/connect/centre.ts";
import type { AwsEvent } from "../../../local/connect/events/outbox.ts";
import { leave, startContact, startOf } from "../../../local/connect/lifecycle.ts";
import type { Agent, Contact } from "../../../local/connect/model.ts";
import { accept, decline } from "../../../local/connect/offers.ts";
import { addUser, logIn, setStatus, statusNamed } from "../../../local/connect/status.ts";
import { memoryLog } from "../support/platform.ts";
import { manualClock } from "./manual-clock.ts";
import { connectInstance, streams } from "./template.ts";

export type Told = Record<string, unknown>;

export function openTestCentre(options: Partial<CentreOptions> & { database?: DatabaseSync } = {}) {
  const clock = manualClock();
  const events: AwsEvent[] = [];
  const agentEvents: Told[] = [];
  const records: Told[] = [];
  const log = memoryLog();
  const database = options.database ?? new DatabaseSync(":memory:");
  let id = 0;
  const centre = openCentre({
    instance: connectInstance(),
    destinations: {
      putEvent: (event) => void events.push(event),
      putRecord: (streamArn, _, data) =>
        void (streamArn === streams.agents ? agentEvents : records).push(JSON.parse(data)),
    },
    invoke: async () => ({}),
    log,
    clock,
    newId: () => {
      id += 1;
      return `id-${id}`;
    },
    ...options,
    database,
  });
  return { centre, clock, events, agentEvents, records, log, database, ...shortcuts(centre) };
}

export type TestCentre = ReturnType<typeof openTestCentre>;

function shortcuts(centre: ContactCentre) {
  const { instance, act, view } = centre;
  const agent = (username: string): Agent => {
    const found = view.agents().find((one) => one.username === username);
    if (!found) throw new Error(`no agent ${username}`);
    return found;
  };
  const contact = (contactId: string): Contact => {
    const found = view.contact(contactId);
    if (!found) throw new Error(`no contact ${contactId}`);
    return found;
  };
  const flowNamed = (name: string) =>
    [...instance.flows.values()].find((flow) => flow.name === name)?.id ?? "";
  return {
    agent,
    contact,
    flowNamed,
    queueId: (name: string) => [...instance.queues.values()].find((queue) => queue.name === name)?.id ?? "",
    /** A user who is logged in and available. */
    available(username: string): Agent {
      const [profile] = instance.routingProfiles.values();
      act((floor) => {
        const user = {
          id: username,
          username,
          firstName: "A",
          lastName: "B",
          routingProfileId: profile?.id ?? "",
        };
        setStatus(floor, logIn(floor, addUser(floor, user)), statusNamed(instance, "Available"));
      });
      return agent(username);
    },
    call(flow = "voice", more: Partial<Contact> = {}): string {
      return act((floor) =>
        startContact(floor, {
          channel: "VOICE",
          initiationMethod: "INBOUND",
          flow: startOf(floor, flowNamed(flow)),
          customerEndpoint: { Address: "+905551112233", Type: "TELEPHONE_NUMBER" },
          ...more,
        }),
      ).contactId;
    },
    accept: (contactId: string) => act((floor) => accept(floor, contact(contactId))),
    decline: (contactId: string) => act((floor) => decline(floor, contact(contactId), "REJECTED")),
    leave: (contactId: string) => act((floor) => leave(floor, contact(contactId))),
  };
}

/** Lets promises that are done come through. */
export async function promises() {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
