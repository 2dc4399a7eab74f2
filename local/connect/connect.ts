/** Local Connect as the runtime starts it: from the template's resources, on the other local services. */
import type { DatabaseSync } from "node:sqlite";
import type { AwsEvent as BusEvent } from "../eventbridge/bus.ts";
import type { Service } from "../gateway/call.ts";
import type { Grants } from "../iam/grants.ts";
import type { LambdaFunction } from "../lambda/functions.ts";
import type { Log } from "../log.ts";
import type { Resources } from "../template/resources.ts";
import { type Behaviour, laptopBehaviour } from "./agents/behaviour.ts";
import { type StaffApi, startStaff } from "./agents/staff.ts";
import { openCentre } from "./centre.ts";
import { connectDevRoutes, type ServeDevRoute } from "./dev/routes.ts";
import type { EventFaults } from "./events/outbox.ts";
import { refuseUnrunnable } from "./flows/check.ts";
import type { Quotas } from "./quotas.ts";
import { readInstance } from "./read-instance.ts";
import { connectService } from "./service.ts";

export interface Connect {
  readonly service: Service;
  readonly devRoute: ServeDevRoute;
  setFaults(faults: EventFaults): void;
  /** Simulated agents begin to work, and are made known to Omniline by its staff API. */
  employ(count: number, api: StaffApi, behaviour?: Partial<Behaviour>): void;
  close(): void;
}

export interface ConnectOptions {
  readonly resources: Resources;
  readonly grants: Grants;
  readonly database: DatabaseSync;
  readonly functions: ReadonlyMap<string, LambdaFunction>;
  putAwsEvent(event: BusEvent): void;
  putRecord(streamArn: string, partitionKey: string, data: Uint8Array): unknown;
  /** In place of Connect's own, by operation. */
  readonly quotas?: Quotas | undefined;
  readonly log: Log;
}

/** @returns undefined when the templates have nothing of Amazon Connect @throws Error for a flow that could not run */
export function openConnect(options: ConnectOptions): Connect | undefined {
  const { resources, grants, database, functions, quotas, log } = options;
  const instance = readInstance(resources);
  if (!instance) return undefined;
  refuseUnrunnable(instance, (resource) =>
    grants.serviceMay("connect.amazonaws.com", {
      action: "lambda:InvokeFunction",
      resource,
      context: { "aws:sourcearn": [instance.arn] },
    }),
  );
  const centre = openCentre({
    instance,
    database,
    log,
    destinations: {
      putEvent: ({ time, ...event }) => options.putAwsEvent({ ...event, time: new Date(time) }),
      putRecord: (streamArn, partitionKey, data) =>
        void options.putRecord(streamArn, partitionKey, Buffer.from(data)),
    },
    async invoke(functionArn, event) {
      const invoked = await functions.get(functionArn)?.invoke(event);
      if (!invoked) throw new Error(`no function ${functionArn} in the templates`);
      if (!invoked.ok) throw new Error(invoked.error.errorMessage);
      return invoked.payload;
    },
  });
  const staffs: { close(): void }[] = [];
  return {
    service: connectService(centre, quotas),
    devRoute: connectDevRoutes(centre),
    setFaults: centre.setFaults,
    employ: (count, api, behaviour) =>
      void staffs.push(
        startStaff(centre, api, { count, behaviour: { ...laptopBehaviour, ...behaviour }, log }),
      ),
    close() {
      for (const staff of staffs) staff.close();
      centre.close();
    },
  };
}
