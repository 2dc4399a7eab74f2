/** A rule for domain events of our own bus. */
import type { IEventBus } from "aws-cdk-lib/aws-events";
import type { Construct } from "constructs";
import { type DomainEventName, domainEvents } from "../../schemas/domain-events/catalogue.ts";
import { QueuedRule, type QueuedRuleProps } from "./queued-rule.ts";

export interface EventRuleProps extends Omit<QueuedRuleProps, "eventPattern"> {
  readonly bus: IEventBus;
  readonly events: readonly DomainEventName[];
  /** What else must hold of an event's detail. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

export class EventRule extends QueuedRule {
  constructor(scope: Construct, id: string, { events, detail, ...props }: EventRuleProps) {
    super(scope, id, {
      ...props,
      eventPattern: {
        source: [...new Set(events.map((name) => domainEvents[name].source))],
        detailType: [...events],
        ...(detail === undefined ? {} : { detail }),
      },
    });
  }
}
